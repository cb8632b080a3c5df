import type { ShapeRequest } from '../../core/shape-program.ts';

/** What is done to a field's value when it is read. */
export type Change = (value: unknown, request: Pick<ShapeRequest, 'variables' | 'presentation'>) => unknown;
