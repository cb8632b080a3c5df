import { type DocumentNode, GraphQLError, type GraphQLSchema, OperationTypeNode } from 'graphql';
import type { ClientView, ViewedOperation } from '../core/client-view.ts';
import type { Degradation } from '../core/degradation.ts';
import type { EngineOptions, Executor, GraphEngine, KnownRequest } from '../core/engine.ts';
import { errorTable, FrontageError } from '../core/errors.ts';
import { measureDocument } from '../core/graphql/document-size.ts';
import type { KnownOperation } from '../core/graphql/known-operation.ts';
import { readOperation } from '../core/graphql/read-operation.ts';
import { stringifyJson } from '../core/json/exact-json.ts';
import type { Planner, PlanRequest } from '../core/planner.ts';
import { isRequestContext, type RequestContext } from '../core/request-context.ts';
import type { CompileResponseWriter } from '../core/response-writer.ts';
import { traces } from '../core/runtime/tracing.ts';
import { nullData } from '../core/written-data.ts';
import { coerceVariables } from './coerce-variables.ts';
import type { ExecutionError } from './errors/failures.ts';
import {
  executeOperation,
  type OperationResult,
  type PreparedOperation,
  toGraphQLError,
} from './execute-operation.ts';
import { createIntrospection } from './introspect.ts';
import { createOperationCache } from './prepare/operation-cache.ts';
import { operationKey, operationKeys } from './prepare/operation-keys.ts';
import { createOverrideChoice, overrideChoices } from './prepare/override-choice.ts';
import { plainOperation } from './prepare/plain-operation.ts';
import { preparedBytes } from './prepare/prepared-bytes.ts';
import { unresolvableFields } from './prepare/unresolvable-fields.ts';
import { createRequestDeduplication } from './request-deduplication.ts';
import { traceFetches } from './run/trace-fetches.ts';

export interface NativeEngineOptions extends EngineOptions {
  /** The schema that clients see. */
  readonly schema: GraphQLSchema;
  /** The caller closes it. */
  readonly planner: Planner;
  /** Undefined if clients see the unmodified graph. */
  readonly view: ClientView | undefined;
  readonly compileResponseWriter: CompileResponseWriter;
  readonly maxResponseBytes: number;
  /** The maximum number of fields and fragments of the operation on the graph, fragments expanded. Default: unlimited. */
  readonly maxSelections?: number;
  /** How long an operation that could not be planned is remembered. Default: 30 s. */
  readonly failuresKeptMs?: number;
  /**
   * Equal anonymous queries that are in flight together are executed once. This key of the client's headers distinguishes
   * those that must not share a result; it is undefined for a request that shares with no other. Undefined: each query is
   * executed.
   */
  readonly sharingKey: ((headers: RequestContext['headers']) => string | undefined) | undefined;
  /** Whether progressive `@override`s with these labels are on. */
  readonly overrideLabels: Readonly<Record<string, boolean>>;
  readonly degradation: Degradation;
}

/** The cached form of an operation, which can be planned again for another graph. */
interface Prepared extends PreparedOperation {
  readonly known: KnownOperation;
  readonly bind: ViewedOperation['bind'];
  readonly cacheHint: ViewedOperation['cacheHint'];
  /** One error for each field whose selections no subgraph can resolve. */
  readonly unplanned: readonly ExecutionError[];
}

/** No operation on the graph is so deep: a client's operation is bounded before. */
const maxNesting = 10_000;

const cacheBounds = { maxEntries: 1000, maxBytes: 50 * 1024 * 1024 };

/** Creates the engine for `engine: native`: our executor behind Apollo Server. */
export function createNativeEngine(options: NativeEngineOptions): GraphEngine {
  const { schema, supergraph, planner, compileResponseWriter, view } = options;
  const { failuresKeptMs = 30_000 } = options;
  const cache = createOperationCache<Prepared>({ ...cacheBounds, failuresKeptMs });
  const inFlight = options.sharingKey && createRequestDeduplication<OperationResult>();
  const executing = {
    ...options,
    fetchSubgraph: traceFetches(options.fetchSubgraph),
    introspect: createIntrospection(schema),
  };
  const chooseOverrides = createOverrideChoice(planner.overrideLabels, options.overrideLabels, Math.random);

  async function compile(
    known: KnownOperation,
    overrides: readonly string[],
    waiting: Pick<PlanRequest, 'isAhead' | 'cancellation'>,
  ): Promise<Prepared> {
    const { document, operationName } = known;
    const operation = readOperation(document, operationName);
    const viewed = view?.rewrite(document, operationName) ?? plainOperation(document);
    refuseLarge(viewed.document, options.maxSelections);
    const planned = await planner.plan({ document: viewed.document, operationName, overrides, ...waiting });
    const { plan, keyOf } = planned;
    const { definition, fragments } = operation;
    const shape = compileResponseWriter({
      schema,
      operation: definition,
      fragments,
      sourceOf: viewed.sources(keyOf),
      typeNameOf: (abstractType, typename) => view?.typeNameOf(abstractType, typename) ?? typename,
      maxBytes: options.maxResponseBytes,
      isInterfaceObject: (name) => planner.isInterfaceObject(view?.graphNameOf(name) ?? name),
    });
    const unplanned = unresolvableFields(readOperation(viewed.document, operationName), planned);
    const { bind, cacheHint } = viewed;
    return {
      known,
      operation,
      plan,
      shape,
      bind,
      cacheHint,
      unplanned: distinctPaths(unplanned.map(toClient(shape))),
    };
  }

  async function execute(known: KnownRequest): ReturnType<Executor> {
    const { queryHash, source, document, request, context } = known;
    if (!isRequestContext(context)) throw new TypeError('operations are executed for a request');
    const { operationName, variables: given = {} } = request;
    try {
      refuseAbandoned(context);
      const overrides = chooseOverrides();
      const key = operationKey(queryHash, operationName, overrides);
      const prepared =
        cache.get(key) ??
        (await cache.wait(
          key,
          preparedBytes,
          (cancellation) => {
            const plan = (): Promise<Prepared> =>
              compile({ source, document, operationName }, overrides, { cancellation });
            if (!traces.plan.isActive) return plan();
            return traces.plan.promise(() => ({ requestId: context.requestId, operationName }), plan);
          },
          context,
        ));
      refuseAbandoned(context);
      const { operation, unplanned, bind, cacheHint } = prepared;
      if (cacheHint !== undefined) context.cachePolicy.restrict(cacheHint);
      const isQuery = operation.definition.operation === OperationTypeNode.QUERY;
      if (unplanned.length > 0) return { data: nullData(), errors: unplanned.map(toGraphQLError) };
      const { coerced, errors: refused } = coerceVariables(schema, operation.variables, given);
      if (coerced === undefined) return { errors: refused.map(badInput) };
      const { presentation } = context;
      const variables = bind(coerced, presentation);
      // A user's data must not reach another user.
      const isForAll = isQuery && context.principal === undefined;
      const sharing = isForAll ? options.sharingKey?.(context.headers) : undefined;
      if (inFlight === undefined || sharing === undefined)
        return await executeOperation(prepared, variables, context, executing);
      const { profile, locale } = presentation;
      const shown = `${profile} ${locale} ${stringifyJson(variables)}`;
      return await inFlight.join(`${key} ${sharing} ${shown}`, context, (shared) =>
        keepBody(executeOperation(prepared, variables, shared, executing)),
      );
    } catch (cause) {
      if (!(cause instanceof FrontageError)) throw cause;
      const { code, message } = cause;
      const extensions = { code, http: { status: errorTable[code].status } };
      return { errors: [new GraphQLError(message, { extensions, originalError: cause })] };
    }
  }

  return {
    schema,
    supergraph,
    executor: execute,
    execute,
    async prepare(known, { isPinned = false } = {}) {
      for (const overrides of overrideChoices(planner.overrideLabels, options.overrideLabels)) {
        const [first = '', ...others] = operationKeys(known, overrides);
        const make = (): Promise<Prepared> => compile(known, overrides, { isAhead: true });
        const prepared = isPinned ? cache.pin(first, make) : cache.getOrMake(first, preparedBytes, make);
        const { unplanned } = await prepared;
        if (unplanned.length > 0) {
          const keys = unplanned.map(({ path }) => path.join('.')).join(', ');
          const cause = `no subgraph can resolve the selections of ${keys}`;
          throw new FrontageError('QUERY_PLANNING_FAILED', { cause });
        }
        const again = (): Promise<Prepared> => prepared;
        for (const key of others)
          await (isPinned ? cache.pin(key, again) : cache.getOrMake(key, () => 0, again));
      }
    },
    mostUsed: (count) => mostUsed(cache.mostUsed(), count),
    close: async () => {},
  };
}

/** Ends the work for a client that has gone. */
function refuseAbandoned({ cancellation }: RequestContext): void {
  if (cancellation.isCancelled)
    throw new FrontageError('SUBGRAPH_UNAVAILABLE', { cause: 'the client has gone' });
}

/** Checks the rewritten document, because a view may expand a small operation into a large one. */
function refuseLarge(document: DocumentNode, maxSelections = Number.POSITIVE_INFINITY): void {
  const { definitions } = measureDocument(document, maxNesting);
  const selections = definitions.reduce((sum, size) => sum + size.selections, 0);
  if (selections > maxSelections)
    throw new FrontageError('MAX_EXPANDED_SELECTIONS', {
      message: `The operation needs ${selections} fields and fragments of the graph; ${maxSelections} are allowed.`,
    });
}

/** Retains the body of a result that is sent to several clients. */
async function keepBody(running: Promise<OperationResult>): Promise<OperationResult> {
  const result = await running;
  result.data.retain();
  return result;
}

/** An operation may be cached several times: for each choice of overrides and each form of request. */
function mostUsed(all: readonly Prepared[], count: number): KnownOperation[] {
  const distinct = new Map<string, KnownOperation>();
  for (const { known } of all) {
    if (distinct.size === count) break;
    const key = `${known.operationName ?? ''}\n${known.source}`;
    if (!distinct.has(key)) distinct.set(key, known);
  }
  return [...distinct.values()];
}

/** Fields that only the plan selects have the path of the client's field above them. */
function distinctPaths(errors: readonly ExecutionError[]): ExecutionError[] {
  return [...new Map(errors.map((error) => [JSON.stringify(error.path), error])).values()];
}

/** Replaces the path of a field by the path in the client's names. */
function toClient({ clientPaths }: PreparedOperation['shape']): (error: ExecutionError) => ExecutionError {
  return (error) => ({ ...error, path: clientPaths(error.path)[0] ?? error.path });
}

function badInput(error: GraphQLError): GraphQLError {
  const { message, nodes } = error;
  return new GraphQLError(message, { ...(nodes && { nodes }), extensions: { code: 'BAD_USER_INPUT' } });
}
