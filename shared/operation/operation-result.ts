import type { GraphQLFormattedError } from 'graphql';
import { type ErrorCode, errorTable } from '../core/errors.ts';

/** The result of a request before it is a response. Errors are formatted. */
export interface OperationResult {
  readonly status: number;
  /** Of errors and of Apollo Server plugins; lower-case names. */
  readonly headers?: ReadonlyMap<string, string> | undefined;
  readonly operationName: string | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  /** `WrittenData`, or data of an engine that writes none. Undefined: nothing was executed. */
  readonly data?: unknown;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** The result of an operation that is not executed (GraphQL over HTTP, section 6.4). */
export function refused(errors: readonly GraphQLFormattedError[], operationName?: string): OperationResult {
  return { status: 400, operationName, errors };
}

/** The result for a document that the request names and that is not known. */
export function refusedDocument(code: ErrorCode): OperationResult {
  const { status, message } = errorTable[code];
  return { status, operationName: undefined, errors: [{ message, extensions: { code } }] };
}
