import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { internalError } from '../core/channels.ts';
import { type ErrorCode, errorTable } from '../core/errors.ts';

/** Errors as clients see them, with the status and the headers that they give to the response. */
export interface FormattedErrors {
  readonly errors: readonly GraphQLFormattedError[];
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
}

// Apollo Server reports these under a code that is too general, and with a message that names it.
const refusals: ReadonlyMap<unknown, ErrorCode> = new Map<unknown, ErrorCode>([[405, 'METHOD_NOT_ALLOWED']]);

/**
 * Formats the errors of an operation that Apollo Server did not execute. `otherwise`: the status where no error has one.
 */
export function formatErrors(errors: readonly unknown[], otherwise: number): FormattedErrors {
  let status = otherwise;
  const headers = new Map<string, string>();
  const formatted = errors.map((thrown) => {
    const error = toGraphQLError(thrown);
    const http = httpOf(error);
    if (typeof http?.status === 'number') status = http.status;
    if (http?.headers instanceof Map)
      for (const [name, value] of http.headers) headers.set(String(name), String(value));
    return formatError(error.toJSON(), thrown);
  });
  return { errors: formatted, status, headers };
}

/**
 * The last step of an error before a client sees it, with Apollo Server and without: it passes message, locations, path,
 * code and the subgraph's name, and nothing else; an engine names a subgraph only where the settings allow it. An error
 * without a code is a fault of this program: it is published in full and masked.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { message, locations, path, extensions } = formatted;
  const refusal = refusals.get(httpOf(error)?.status);
  if (refusal !== undefined) return { message: errorTable[refusal].message, extensions: { code: refusal } };
  const { code, serviceName } = extensions ?? {};
  const isInternal = typeof code !== 'string' || code === 'INTERNAL_SERVER_ERROR';
  // An error with a path comes from an engine, which has published it already.
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

function toGraphQLError(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  const originalError = thrown instanceof Error ? thrown : new Error(String(thrown));
  return new GraphQLError(originalError.message, { originalError });
}

function httpOf(error: unknown): { readonly status?: unknown; readonly headers?: unknown } | undefined {
  const http = error instanceof GraphQLError ? error.extensions['http'] : undefined;
  return typeof http === 'object' && http !== null ? http : undefined;
}
