import { GraphQLError } from 'graphql';
import { type ErrorCode, errorTable } from '../../core/errors.ts';

/** Creates the error of a field whose upstream response does not match its connector. `cause` is for the log. */
export function invalidResponse(cause?: Error): GraphQLError {
  const code: ErrorCode = 'SUBGRAPH_INVALID_RESPONSE';
  return new GraphQLError(errorTable[code].message, { originalError: cause ?? null, extensions: { code } });
}
