import type { WrittenFor } from '../../core/shape-program.ts';

/** What is done to a field's value when it is read. */
export type Change = (value: unknown, request: WrittenFor) => unknown;
