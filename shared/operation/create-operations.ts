import { ApolloServer, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphEngine } from '../core/engine.ts';
import { isRetryable } from '../core/errors.ts';
import type { OperationLimits } from '../core/graphql/operation-limits.ts';
import type { IncomingRequest, OutgoingResponse } from '../core/http/http-messages.ts';
import { ResponseBody } from '../core/http/response-body.ts';
import type { RequestContext } from '../core/request-context.ts';
import { WrittenData } from '../core/written-data.ts';
import { createBudgetGuard, type ResponseBudgets } from './budget-guard.ts';
import { checkOperation } from './check-operation.ts';
import { createContentTypes } from './content-types.ts';
import { admittedDocuments } from './documents/admitted-documents.ts';
import { asPersistedQueries } from './documents/as-persisted-queries.ts';
import { type Documents, noDocuments } from './documents/create-documents.ts';
import { resolveDocument } from './documents/resolve-document.ts';
import { formatError } from './format-error.ts';
import { gatewayOf } from './gateway-of.ts';
import { createKnownOperations, type PlainResponse } from './known-operations.ts';
import { boundedErrors } from './limits/bounded-errors.ts';
import { createAdmission } from './limits/create-admission.ts';
import { notFoundResponse } from './not-found-response.ts';
import { type GraphqlParameters, losesNumbers, readParameters } from './read-parameters.ts';
import { refuseSimpleRequest } from './refuse-simple-request.ts';
import { refuseUnacceptable } from './refuse-unacceptable.ts';
import { refusedResponse } from './refused-response.ts';
import { statusOfResponse } from './status-of-response.ts';
import { joinWritten, stringifyResult } from './stringify-result.ts';

export interface OperationsOptions {
  /** Not closed here. */
  readonly engine: GraphEngine;
  readonly introspection: boolean;
  readonly limits: OperationLimits;
  /** Whether the graph has subscriptions; they are not served. */
  readonly hasSubscriptions?: boolean | undefined;
  /** Not closed here. Not given: none are known, and none are asked for. */
  readonly documents?: Documents | undefined;
  /** Not given: answers may be as large as they are. */
  readonly budgets?: ResponseBudgets | undefined;
}

export interface Operations {
  /** Throws `FrontageError` for a request that must have no answer, whatever it asks. */
  admit(request: IncomingRequest): void;
  /** For an admitted request. Throws `FrontageError` when it is not a GraphQL request at all. */
  execute(request: IncomingRequest, context: RequestContext): Promise<OutgoingResponse>;
  close(): Promise<void>;
}

interface Outcome {
  readonly operationName: string | undefined;
  readonly errorCodes: readonly string[];
  readonly written: WrittenData | undefined;
  readonly degraded: readonly string[];
  /** There are errors and no data. */
  readonly isRefusal: boolean;
}

const maxErrorCodes = 10;

/**
 * What stands before the engine. A document is parsed and validated here, once, within its limits; Apollo Server takes it
 * from there, hands the operation over and speaks GraphQL over HTTP.
 */
export async function createOperations({
  engine,
  introspection,
  limits,
  hasSubscriptions = false,
  documents = noDocuments,
  budgets,
}: OperationsOptions): Promise<Operations> {
  const outcomes = new WeakMap<HTTPGraphQLRequest, Outcome>();
  // By a part of the request's context, because Apollo Server copies the context itself.
  const exactVariables = new WeakMap<RequestContext['scope'], GraphqlParameters['variables']>();
  const contentTypes = createContentTypes();
  const isOverBudget = budgets && createBudgetGuard(budgets);
  const known = createKnownOperations(engine, documents);
  const admitted = admittedDocuments(
    createAdmission({ schema: engine.schema, limits, introspection, hasSubscriptions }),
  );
  const server = new ApolloServer<RequestContext>({
    gateway: gatewayOf({ ...engine, executor: known.executor }),
    // Whether it is allowed, and what is valid, has been decided when a document gets there.
    introspection: true,
    documentStore: admitted.store,
    formatError,
    stringifyResult,
    // Nothing of the environment decides how we behave: no stack traces, no telemetry to third parties.
    nodeEnv: 'production',
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: documents.isEmpty ? false : { cache: asPersistedQueries(documents) },
    // Done by refuseSimpleRequest, with a code of our own.
    csrfPrevention: false,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      {
        async requestDidStart({ request, contextValue }) {
          const variables = exactVariables.get(contextValue.scope);
          if (variables !== undefined) request.variables = { ...variables };
          return {
            async didResolveOperation(requestContext) {
              const { schema, queryHash, operation, operationName, contextValue } = requestContext;
              checkOperation({ schema, operation, hasSubscriptions });
              if (operation?.operation !== 'query') contextValue.cachePolicy.noStore();
              documents.count(queryHash, operationName ?? undefined, contextValue);
            },
            async willSendResponse({ operationName, request, source, response: { body, http } }) {
              if (request.http === undefined || body.kind !== 'single') return;
              const contentType = contentTypes.get(request.http.headers.get('accept'));
              if (contentType !== undefined) http.headers.set('content-type', contentType);
              const { errors = [], data, extensions } = body.singleResult;
              const isRefusal = errors.length > 0 && data === undefined;
              if (isRefusal) {
                const { variables } = request;
                body.singleResult.errors = boundedErrors(errors, { source, variables }, introspection);
              }
              const codes = new Set(errors.map(({ extensions }) => String(extensions?.['code'])));
              outcomes.set(request.http, {
                operationName: operationName ?? request.operationName,
                errorCodes: [...codes].slice(0, maxErrorCodes),
                degraded: upstreamsIn(extensions?.['degraded']),
                written: data instanceof WrittenData ? data : undefined,
                isRefusal,
              });
            },
          };
        },
      },
    ],
  });
  await server.start();

  return {
    admit(request) {
      refuseSimpleRequest(request);
      refuseUnacceptable(request);
    },
    async execute(request, context) {
      const parameters = readParameters(request);
      if (losesNumbers(request, parameters)) exactVariables.set(context.scope, parameters.variables);
      const given = resolveDocument(request.method, parameters, documents);
      if (given === undefined) return notFoundResponse(request.headers['accept']);
      const contentType = contentTypes.get(request.headers['accept']);
      const plain =
        contentType === undefined ? undefined : await known.answer(request.method, parameters, context);
      if (plain !== undefined && contentType !== undefined) {
        const { operationName, written } = plain;
        const isLarge = isOverBudget?.(operationName, written.byteLength, context.requestId);
        return outgoing(plain, contentType, isLarge, context);
      }
      const { source } = given;
      const errors = source === undefined ? undefined : admitted.refuse(source);
      if (errors !== undefined) return refusedResponse(errors, request.headers['accept'], contentType);
      const httpGraphQLRequest: HTTPGraphQLRequest = {
        method: request.method,
        headers: negotiated(request.headers),
        search: given.search,
        body: given.body,
      };
      const {
        status = 200,
        headers,
        body,
      } = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest,
        context: async () => context,
      });
      if (body.kind !== 'complete') throw new TypeError('incremental delivery is not offered');
      const {
        operationName,
        errorCodes = [],
        isRefusal = false,
        degraded = [],
        written: data,
      } = outcomes.get(httpGraphQLRequest) ?? {};
      contentTypes.remember(request.headers['accept'], headers.get('content-type'));
      const { answerHeaders: upstreamHeaders } = context;
      if (degraded.length > 0) headers.set('frontage-degraded', degraded.join(', '));
      const isFaulty = isRefusal || errorCodes.length > 0 || status >= 400 || degraded.length > 0;
      // A cache may keep an answer with a cookie, and would give it to the next client.
      if (isFaulty || upstreamHeaders.has('set-cookie')) headers.set('cache-control', 'no-store');
      const isLater = (status === 503 || status === 504) && errorCodes.some(isRetryable);
      if (isLater && !headers.has('retry-after')) headers.set('retry-after', '1');
      const written =
        data === undefined ? new ResponseBody(Buffer.from(body.string)) : joinWritten(body.string, data);
      if (isOverBudget?.(operationName, written.byteLength, context.requestId))
        headers.set('frontage-budget', 'exceeded');
      const answer = { status, contentType: headers.get('content-type'), isRefusal };
      return {
        status: statusOfResponse(answer, request.headers['accept']),
        headers: Object.fromEntries(headers),
        upstreamHeaders,
        body: written,
        operationName,
        upstreamCalls: context.scope.upstreamCalls,
        errorCodes,
        degraded,
      };
    },
    close: () => server.stop(),
  };
}

/** The answer that Apollo Server would give. */
function outgoing(
  { written, operationName }: PlainResponse,
  contentType: string,
  isOverBudget: boolean | undefined,
  { answerHeaders, scope }: RequestContext,
): OutgoingResponse {
  return {
    status: 200,
    headers: {
      'content-type': contentType,
      ...(answerHeaders.has('set-cookie') && { 'cache-control': 'no-store' }),
      ...(isOverBudget && { 'frontage-budget': 'exceeded' }),
    },
    upstreamHeaders: answerHeaders,
    body: written,
    operationName,
    upstreamCalls: scope.upstreamCalls,
    errorCodes: [],
    degraded: [],
  };
}

/** The headers that Apollo Server looks at; to copy all of them takes longer than to parse the body of a small request. */
function negotiated(headers: IncomingRequest['headers']): HeaderMap {
  const map = new HeaderMap();
  for (const name of ['content-type', 'accept']) {
    const value = headers[name];
    if (value !== undefined) map.set(name, value);
  }
  return map;
}

/** The upstreams that are named in `extensions.degraded`, each once. */
function upstreamsIn(degraded: unknown): string[] {
  const parts: readonly unknown[] = Array.isArray(degraded) ? degraded : [];
  const names = parts.map((part) =>
    typeof part === 'object' && part !== null && 'upstream' in part ? String(part.upstream) : '',
  );
  return [...new Set(names)];
}
