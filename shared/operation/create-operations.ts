import { getOperationAST } from 'graphql';
import type { GraphEngine } from '../core/engine.ts';
import type { OperationLimits } from '../core/graphql/operation-limits.ts';
import type { IncomingRequest, OutgoingResponse } from '../core/http/http-messages.ts';
import { isDataObject } from '../core/json/data-object.ts';
import type { RequestContext } from '../core/request-context.ts';
import { createServer, type OperationPlugin } from './apollo-server.ts';
import { createBudgetGuard, type ResponseBudgets } from './budget-guard.ts';
import { checkOperation } from './check-operation.ts';
import { createContentTypes } from './content-types.ts';
import { admittedDocuments } from './documents/admitted-documents.ts';
import { type Documents, noDocuments } from './documents/create-documents.ts';
import { resolveDocument } from './documents/resolve-document.ts';
import { formatErrors } from './format-error.ts';
import { formatResponse } from './format-response.ts';
import { createKnownOperations, type ValidatedOperation } from './known-operations.ts';
import { boundedErrors } from './limits/bounded-errors.ts';
import { createAdmission } from './limits/create-admission.ts';
import { type OperationResult, refused, refusedDocument } from './operation-result.ts';
import { type GraphqlParameters, readParameters } from './read-parameters.ts';
import { refuseSimpleRequest } from './refuse-simple-request.ts';
import { refuseUnacceptable } from './refuse-unacceptable.ts';

export interface OperationsOptions {
  /** Not closed here. */
  readonly engine: GraphEngine;
  readonly introspection: boolean;
  readonly limits: OperationLimits;
  /** Whether the graph has subscriptions; they are not served. */
  readonly hasSubscriptions?: boolean | undefined;
  /** Not closed here. Undefined: there are no trusted documents. */
  readonly documents?: Documents | undefined;
  /** Undefined: responses may have any size. */
  readonly budgets?: ResponseBudgets | undefined;
  /** Undefined or empty: operations that were validated before are executed without Apollo Server. */
  readonly plugins?: readonly OperationPlugin[] | undefined;
}

export interface Operations {
  /** Throws a `FrontageError` for a request that must have no GraphQL response, whatever its operation. */
  admit(request: IncomingRequest): void;
  /** For an admitted request. Rejects with a `FrontageError` when it is not a GraphQL request. */
  execute(request: IncomingRequest, context: RequestContext): Promise<OutgoingResponse>;
  close(): Promise<void>;
}

const unlimited = (): boolean => false;

/**
 * The path of an operation: parameters → document → parse and validate once → admit → execute → format. A document is
 * parsed and validated within its limits. Its first request goes through Apollo Server, which resolves the operation; later
 * ones do too where the team has plugins.
 */
export async function createOperations(options: OperationsOptions): Promise<Operations> {
  const { engine, introspection, limits, hasSubscriptions = false } = options;
  const { documents = noDocuments, budgets, plugins = [] } = options;
  const chooseContentType = createContentTypes();
  const isOverBudget = budgets === undefined ? unlimited : createBudgetGuard(budgets);
  const known = createKnownOperations();
  const admitted = admittedDocuments(
    createAdmission({ schema: engine.schema, limits, introspection, hasSubscriptions }),
  );
  const server = await createServer({
    engine,
    documents: admitted.store,
    plugins,
    admit({ schema, queryHash, operation, operationName, contextValue }) {
      checkOperation({ schema, operation, hasSubscriptions });
      const isQuery = operation?.operation === 'query';
      admit({ queryHash, operationName: operationName ?? undefined, isQuery }, contextValue);
    },
    onExecute({ source, queryHash, document, request, operation, operationName }) {
      const requestedName = request.operationName ?? undefined;
      const isQuery = operation.operation === 'query';
      known.remember({
        source,
        queryHash,
        document,
        requestedName,
        operationName: operationName ?? undefined,
        isQuery,
      });
    },
  });
  const executeKnown = plugins.length > 0 ? undefined : engine.execute;

  async function resultOf(request: IncomingRequest, context: RequestContext): Promise<OperationResult> {
    const parameters = readParameters(request);
    const { operationName: requestedName, variables } = parameters;

    const resolved = resolveDocument(parameters, documents);
    if ('refused' in resolved) return refusedDocument(resolved.refused);
    const { source } = resolved;

    const operation = executeKnown && known.find(source, requestedName);
    // Only Apollo Server refuses a write by GET.
    if (operation !== undefined && (operation.isQuery || request.method !== 'GET')) {
      admit(operation, context);
      return bounded(await execute(operation, variables, context), source, variables);
    }

    const document = admitted.admit(source, context.requestId);
    if (!('kind' in document)) return refused(document, requestedName);
    const operationName = getOperationAST(document, requestedName)?.name?.value ?? requestedName;
    const result = await server.run(request, { ...parameters, source }, context);
    return bounded({ ...result, operationName }, source, variables);
  }

  /** Called for each valid operation, before it is executed. */
  function admit(
    {
      queryHash,
      operationName,
      isQuery,
    }: Pick<ValidatedOperation, 'queryHash' | 'operationName' | 'isQuery'>,
    context: RequestContext,
  ): void {
    if (!isQuery) context.cachePolicy.noStore();
    documents.count(queryHash, operationName, context);
  }

  async function execute(
    { queryHash, source, document, requestedName, operationName }: ValidatedOperation,
    given: GraphqlParameters['variables'],
    context: RequestContext,
  ): Promise<OperationResult> {
    if (executeKnown === undefined) throw new TypeError('the engine executes through Apollo Server only');
    const request = { operationName: requestedName, variables: isDataObject(given) ? given : {} };
    try {
      const { data, errors, extensions } = await executeKnown({
        queryHash,
        source,
        document,
        request,
        context,
      });
      if (errors === undefined) return { status: 200, operationName, data, extensions };
      return { ...formatErrors(errors, data === undefined ? 400 : 200), operationName, data, extensions };
    } catch (cause) {
      return { ...formatErrors([cause], 500), operationName };
    }
  }

  /** An operation that was not executed has few and short errors: their messages repeat parts of the request. */
  function bounded(
    result: OperationResult,
    source: string,
    variables: GraphqlParameters['variables'],
  ): OperationResult {
    const { errors, data } = result;
    if (errors === undefined || errors.length === 0 || data !== undefined) return result;
    return { ...result, errors: boundedErrors(errors, { source, variables }, introspection) };
  }

  return {
    admit(request) {
      refuseSimpleRequest(request);
      refuseUnacceptable(request);
    },
    async execute(request, context) {
      const result = await resultOf(request, context);
      const { accept } = request.headers;
      return formatResponse(result, {
        accept,
        contentType: chooseContentType(accept),
        context,
        isOverBudget,
      });
    },
    close: () => server.close(),
  };
}
