import type { Presentation } from '../../core/presentation.ts';

/**
 * Applies an operation to one value. Null stays null. A value of another type is returned unmodified, so that the writer
 * reports it; `undefined` means that nothing can be written, if the unmodified value would be a wrong one.
 */
export type ValueFunction = (value: unknown, presentation: Presentation) => unknown;
