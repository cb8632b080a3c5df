import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { internalError } from '../core/channels.ts';
import { errorTable } from '../core/errors.ts';

/**
 * The last look at an error before a client sees it: message, locations, path and code pass, nothing else. An error
 * without a code of its own is one of ours to repair: it is published in full and masked.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { message, locations, path, extensions } = formatted;
  const code = extensions?.['code'];
  const isInternal = typeof code !== 'string' || code === 'INTERNAL_SERVER_ERROR';
  // With a path it comes from an engine, which has published it already.
  if (isInternal && path === undefined) {
    internalError.publish({ requestId: undefined, error: unwrapResolverError(error) });
  }
  return {
    message: isInternal ? errorTable.INTERNAL_SERVER_ERROR.message : message,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { code: isInternal ? 'INTERNAL_SERVER_ERROR' : code },
  };
}
