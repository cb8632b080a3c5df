import type { WrittenFor } from '../../core/response-writer.ts';

/** An operation on a field's value when it is read. */
export type Change = (value: unknown, request: WrittenFor) => unknown;
