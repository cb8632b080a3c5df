import type { Presentation } from '../../core/presentation.ts';

/**
 * What an operation makes of one value. Null stays null. A value that it is not for is given back as it is, so that the
 * writer reports it; `undefined` says that nothing can be written, where the value as it is would be a wrong one.
 */
export type ValueFunction = (value: unknown, presentation: Presentation) => unknown;
