import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { internalError } from '../core/channels.ts';
import { type ErrorCode, errorTable } from '../core/errors.ts';

// What Apollo Server says under a code that is too wide, by what it tells besides; its messages name it.
const refusals: ReadonlyMap<unknown, ErrorCode> = new Map<unknown, ErrorCode>([
  [405, 'METHOD_NOT_ALLOWED'],
  [406, 'NOT_ACCEPTABLE'],
  [415, 'UNSUPPORTED_MEDIA_TYPE'],
]);

/**
 * The last look at an error before a client sees it: message, locations, path, code and the subgraph's name pass, nothing
 * else; an engine names a subgraph only where the settings let it. An error
 * without a code of its own is one of ours to repair: it is published in full and masked.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { message, locations, path, extensions } = formatted;
  const refusal = refusals.get(statusOf(error));
  if (refusal !== undefined) return { message: errorTable[refusal].message, extensions: { code: refusal } };
  const { code, serviceName } = extensions ?? {};
  const isInternal = typeof code !== 'string' || code === 'INTERNAL_SERVER_ERROR';
  // With a path it comes from an engine, which has published it already.
  if (isInternal && path === undefined) {
    internalError.publish({ requestId: undefined, error: unwrapResolverError(error) });
  }
  return {
    message: isInternal ? errorTable.INTERNAL_SERVER_ERROR.message : message,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: {
      code: isInternal ? 'INTERNAL_SERVER_ERROR' : code,
      ...(typeof serviceName === 'string' && { serviceName }),
    },
  };
}

function statusOf(error: unknown): unknown {
  const http = error instanceof GraphQLError ? error.extensions['http'] : undefined;
  return typeof http === 'object' && http !== null && 'status' in http ? http.status : undefined;
}
