import { ApolloServer, type ApolloServerPlugin, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Executor, GraphEngine } from '../core/engine.ts';
import type { IncomingRequest } from '../core/http/http-messages.ts';
import type { RequestContext } from '../core/request-context.ts';
import type { AdmittedDocuments } from './documents/admitted-documents.ts';
import { formatError, formatErrors } from './format-error.ts';
import { gatewayOf } from './gateway-of.ts';
import type { OperationResult } from './operation-result.ts';
import type { GraphqlParameters } from './read-parameters.ts';

export type OperationPlugin = ApolloServerPlugin<RequestContext>;

/** What a plugin may read of an operation once Apollo Server has resolved it. */
export type ResolvedOperation = Parameters<
  NonNullable<
    Exclude<Awaited<ReturnType<NonNullable<OperationPlugin['requestDidStart']>>>, void>['didResolveOperation']
  >
>[0];

export interface ServerOptions {
  readonly engine: GraphEngine;
  readonly documents: AdmittedDocuments['store'];
  readonly plugins: readonly OperationPlugin[];
  /** Throws a `GraphQLError` for an operation that must not be executed. */
  admit(operation: ResolvedOperation): void;
  /** Called with each operation that is executed. */
  onExecute(operation: Parameters<Executor>[0]): void;
}

export interface Server {
  /** Executes an operation of an admitted document, with the plugins of the team. */
  run(
    request: IncomingRequest,
    operation: Pick<GraphqlParameters, 'operationName' | 'variables' | 'extensions'> & {
      readonly source: string;
    },
    context: RequestContext,
  ): Promise<Omit<OperationResult, 'operationName'>>;
  close(): Promise<void>;
}

/** Starts an Apollo Server over an engine. It hears neither HTTP nor signals; its results are formatted by `formatResponse`. */
export async function createServer({
  engine,
  documents,
  plugins,
  admit,
  onExecute,
}: ServerOptions): Promise<Server> {
  const executor: Executor = (operation) => {
    onExecute(operation);
    return engine.executor(operation);
  };
  const server = new ApolloServer<RequestContext>({
    gateway: gatewayOf({ ...engine, executor }),
    // Introspection was allowed or refused when the document was admitted.
    introspection: true,
    documentStore: documents,
    formatError,
    // The environment does not change the behaviour: no stack traces, no telemetry to third parties.
    nodeEnv: 'production',
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    // Resolved by resolveDocument.
    persistedQueries: false,
    // Done by refuseSimpleRequest, with a code of our own.
    csrfPrevention: false,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      { requestDidStart: async () => ({ didResolveOperation: async (operation) => admit(operation) }) },
      ...plugins,
    ],
  });
  await server.start();
  const readHeaders = plugins.length > 0 ? allHeaders : acceptHeader;

  return {
    async run({ method, headers, search }, { source, operationName, variables, extensions }, contextValue) {
      const http: HTTPGraphQLRequest = { method, headers: readHeaders(headers), search, body: undefined };
      try {
        const response = await server.executeOperation(
          {
            query: source,
            http,
            ...(operationName !== undefined && { operationName }),
            ...(variables !== undefined && { variables: { ...variables } }),
            ...(extensions !== undefined && { extensions: withoutPersistedQuery(extensions) }),
          },
          { contextValue },
        );
        if (response.body.kind !== 'single') throw new TypeError('incremental delivery is not supported');
        return {
          status: response.http.status ?? 200,
          headers: response.http.headers,
          ...response.body.singleResult,
        };
      } catch (cause) {
        return formatErrors([cause], 500);
      }
    },
    close: () => server.stop(),
  };
}

/** The document is resolved; Apollo Server would refuse the extension. */
function withoutPersistedQuery(extensions: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(extensions).filter(([name]) => name !== 'persistedQuery'));
}

/** The header that Apollo Server reads. To copy all takes longer than to parse the body of a small request. */
function acceptHeader({ accept }: IncomingRequest['headers']): HeaderMap {
  const map = new HeaderMap();
  if (accept !== undefined) map.set('accept', accept);
  return map;
}

function allHeaders(headers: IncomingRequest['headers']): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) map.set(name, value);
  return map;
}
