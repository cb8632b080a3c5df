import type { WrittenFor } from '../../core/response-writer.ts';

/** What is done to a field's value when it is read. */
export type Change = (value: unknown, request: WrittenFor) => unknown;
