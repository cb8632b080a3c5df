import type { GraphQLDataSource } from '@apollo/gateway';
import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, print } from 'graphql';
import { internalError } from '../core/channels.ts';
import type { EngineOptions, GraphEngine } from '../core/engine.ts';
import { FrontageError } from '../core/errors.ts';
import type { RequestContext } from '../core/request-context.ts';
import { requireCommonJs } from '../core/runtime/require-commonjs.ts';
import { StartError } from '../core/start-error.ts';
import type { SubgraphResponse } from '../core/upstream-calls.ts';
import { failedPaths, withoutListMarks } from './errors/failed-paths.ts';
import { maskFailedCall, maskSubgraphError } from './errors/mask-subgraph-error.ts';
import { traceFetches } from './run/trace-fetches.ts';
import { writeCall } from './write-call.ts';

/**
 * Creates the engine for `engine: reference`: the stock Apollo Gateway over our own upstream calls. It is the oracle that
 * other engines are compared with. It prepares nothing. Rejects with a `StartError` if the planner refuses the supergraph.
 */
export async function createReferenceEngine(options: EngineOptions): Promise<GraphEngine> {
  // Loaded on demand: it would take a quarter of the startup time of a process that does not use it.
  const { ApolloGateway }: typeof import('@apollo/gateway') = requireCommonJs('@apollo/gateway');
  const gateway = new ApolloGateway({
    supergraphSdl: print(options.supergraph),
    buildService: ({ name }) => createDataSource(name, options),
    // A local subgraph executes the planned document unmodified, and failures are located by it.
    queryPlannerConfig: { exposeDocumentNodeInFetchNode: true },
    // Otherwise any client may request the plan, subgraph names included, while NODE_ENV is not "production".
    __exposeQueryPlanExperimental: false,
    logger: silent,
  });
  let schema: GraphQLSchema | undefined;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
  });
  const { executor } = await gateway.load().catch(refuseSupergraph);
  if (schema === undefined) throw new TypeError('the gateway has loaded no schema');
  return {
    schema,
    supergraph: options.supergraph,
    async executor(requestContext) {
      const result = await executor(requestContext);
      return result.errors === undefined
        ? result
        : { ...result, errors: result.errors.map((error) => forClients(error, options)) };
    },
    async prepare() {},
    mostUsed: () => [],
    close: () => gateway.stop(),
  };
}

// We report start and failures ourselves, once and in our own form.
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Always throws: a `StartError` if the supergraph is at fault. */
function refuseSupergraph(cause: unknown): never {
  if (!(cause instanceof GraphQLError)) throw cause;
  const message = `the query planner refuses this supergraph: ${cause.message.replace(/\s+/g, ' ')}`;
  throw new StartError({ key: 'supergraph', message });
}

function createDataSource(
  subgraph: string,
  { fetchSubgraph: untraced, showsMessages }: EngineOptions,
): GraphQLDataSource<RequestContext> {
  const fetchSubgraph = traceFetches(untraced);
  return {
    async process(incoming) {
      if (!('incomingRequestContext' in incoming))
        throw new TypeError('only client operations reach a subgraph');
      const { request, document, context, pathInIncomingRequest = [] } = incoming;
      const { query = '', operationName, variables } = request;
      try {
        const call = (from: RequestContext): Promise<SubgraphResponse> =>
          fetchSubgraph(subgraph, { query, operationName, variables, document }, from);
        const response = await (isMutation(document) ? writeCall(context, call) : call(context));
        const errors =
          response.errors?.map((error) => maskSubgraphError(error, subgraph, showsMessages(subgraph))) ?? [];
        return {
          ...(response.data !== undefined && { data: response.data }),
          ...(errors.length > 0 && { errors }),
        };
      } catch (cause) {
        const { code } = cause instanceof FrontageError ? cause : internal(cause, context);
        const holes = failedPaths(document, pathInIncomingRequest);
        const masked = maskFailedCall(code, subgraph, showsMessages(subgraph));
        return { data: null, errors: holes.map((path) => ({ ...masked, path })) };
      }
    },
  };
}

function isMutation(document: DocumentNode | undefined): boolean {
  return (document?.definitions ?? []).some(
    (node) => node.kind === Kind.OPERATION_DEFINITION && node.operation === 'mutation',
  );
}

function internal(cause: unknown, { requestId }: RequestContext): FrontageError {
  internalError.publish({ requestId, error: cause });
  return new FrontageError('INTERNAL_SERVER_ERROR', { cause });
}

/** The gateway writes `@` in paths, and names the subgraph of every error. */
function forClients(error: GraphQLError, { showsMessages }: EngineOptions): GraphQLError {
  const { message, nodes, path, extensions } = error;
  const { serviceName, ...others } = extensions;
  // Not a subgraph's error. Apollo Server recognizes an invalid variable by the nodes of the error.
  if (typeof serviceName !== 'string') return error;
  const isNamed = showsMessages(serviceName);
  return new GraphQLError(message, {
    // Apollo Server recognizes an invalid variable by the node.
    ...(nodes && { nodes }),
    ...(path && { path: withoutListMarks(path) }),
    extensions: isNamed ? extensions : others,
    originalError: error,
  });
}
