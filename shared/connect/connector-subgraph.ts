import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLTypeResolver,
  parse,
  validate,
} from 'graphql';
import { internalError } from '../core/channels.ts';
import { errorTable, FrontageError } from '../core/errors.ts';
import type { RequestContext } from '../core/request-context.ts';
import type {
  FetchSource,
  LocalSubgraph,
  SubgraphError,
  SubgraphRequest,
  SubgraphResponse,
} from '../core/upstream-calls.ts';
import { buildCallConnector } from './call-connector.ts';
import type { ConnectorSubgraph } from './compile/connector-subgraph-definition.ts';
import { buildLoadEntity } from './load-entity.ts';
import { isObject } from './mapping/value.ts';
import { buildResolveField } from './resolve-field.ts';
import { BoundedCache } from './response/bounded-cache.ts';

/** The number of parsed documents to cache for callers that send only text. */
const maxDocuments = 500;

/** Creates a connector subgraph that executes operations in this process and calls upstreams through `fetchSource`. */
export function createConnectorSubgraph(
  definition: ConnectorSubgraph,
  fetchSource: FetchSource,
): LocalSubgraph {
  const { name, schema } = definition;
  const callConnector = buildCallConnector(fetchSource);
  const fieldResolver = buildResolveField(definition, callConnector, buildLoadEntity(callConnector));
  const documents = new BoundedCache<string, DocumentNode>(maxDocuments);

  const documentOf = ({ query, document }: SubgraphRequest): DocumentNode => {
    if (document !== undefined) return document;
    return documents.getOrMake(query, () => {
      const parsed = parse(query, { noLocation: true });
      const [error] = validate(schema, parsed);
      if (error !== undefined) throw error;
      return parsed;
    });
  };

  return {
    name,
    async execute(request: SubgraphRequest, context: RequestContext): Promise<SubgraphResponse> {
      try {
        const result = await execute({
          schema,
          document: documentOf(request),
          contextValue: context,
          variableValues: request.variables,
          operationName: request.operationName,
          fieldResolver,
          typeResolver,
        });
        return toResponse(result, context);
      } catch (error) {
        internalError.publish({ requestId: context.requestId, error });
        throw new FrontageError('INTERNAL_SERVER_ERROR', { cause: error });
      }
    },
  };
}

/** The only abstract type is `_Entity`. */
const typeResolver: GraphQLTypeResolver<unknown, RequestContext> = (value) =>
  isObject(value) ? String(value['__typename']) : undefined;

/** Converts the result. Throws if the operation itself is invalid, which is the fault of the caller. */
function toResponse({ data, errors }: ExecutionResult, context: RequestContext): SubgraphResponse {
  if (errors === undefined) return { data };
  const [requestError] = errors.filter(({ path }) => path === undefined);
  if (requestError !== undefined) throw requestError;
  return { data, errors: errors.map((error) => toSubgraphError(error, context)) };
}

/** Messages of mappings and of the error table are safe. Messages of graphql-js are masked: they quote upstream values. */
function toSubgraphError(
  { message, path, extensions, originalError }: GraphQLError,
  { requestId }: RequestContext,
): SubgraphError {
  if (originalError instanceof FrontageError) {
    const { code, retryAfterMs } = originalError;
    return {
      message: originalError.message,
      path,
      extensions: { code, ...(retryAfterMs !== undefined && { retryAfterMs }) },
    };
  }
  if (typeof extensions['code'] === 'string') return { message, path, extensions };
  const isOurs = originalError instanceof TypeError || originalError instanceof RangeError;
  if (isOurs) internalError.publish({ requestId, error: originalError });
  const code = isOurs ? 'INTERNAL_SERVER_ERROR' : 'SUBGRAPH_INVALID_RESPONSE';
  return { message: errorTable[code].message, path, extensions: { code } };
}
