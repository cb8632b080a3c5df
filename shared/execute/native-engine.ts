import { type DocumentNode, GraphQLError, type GraphQLSchema, getVariableValues, print } from 'graphql';
import type { CompiledPlan } from '../core/compiled-plan.ts';
import type { Engine, EngineOptions } from '../core/engine.ts';
import { errorTable, FrontageError } from '../core/errors.ts';
import type { Planner } from '../core/planner.ts';
import { isRequestContext } from '../core/request-context.ts';
import type { CompileShape, ShapeProgram } from '../core/shape-program.ts';
import { WrittenData } from '../core/written-data.ts';
import type { ExecutionError } from './failure-log.ts';
import { introspect } from './introspect.ts';
import { createOperationCache } from './operation-cache.ts';
import { createOverrideChoice } from './override-choice.ts';
import { type ClientOperation, readOperation } from './read-operation.ts';
import { runPlan } from './run-plan.ts';
import { unplannedFields } from './unplanned-fields.ts';
import { withinDeadline } from './within-deadline.ts';

export interface NativeEngineOptions extends EngineOptions {
  /** What clients see of the supergraph. */
  readonly schema: GraphQLSchema;
  readonly planner: Planner;
  readonly compileShape: CompileShape;
  /** Whether progressive `@override`s with these labels are on. */
  readonly overrideLabels: Readonly<Record<string, boolean>>;
}

type Executor = NonNullable<Awaited<ReturnType<Engine['load']>>['executor']>;

/** An operation with all that its execution needs. */
interface Prepared {
  readonly operation: ClientOperation;
  readonly plan: CompiledPlan;
  readonly shape: ShapeProgram;
  /** One for each root field that no subgraph can resolve as it is asked for. */
  readonly unplanned: readonly ExecutionError[];
}

const cacheBounds = { maxEntries: 1000, maxBytes: 50 * 1024 * 1024 };

// A plan with its compiled functions takes about this many times its operation's text.
const bytesPerCharacter = 40;

/** `engine: native`: our executor behind Apollo Server. Stopping it closes its planner. */
export function createNativeEngine(options: NativeEngineOptions): Engine {
  const { schema, supergraph } = options;
  const executor = createExecutor(options);
  return {
    async load() {
      return { executor };
    },
    onSchemaLoadOrUpdate(listener) {
      listener({ apiSchema: schema, coreSupergraphSdl: print(supergraph) });
      return () => {};
    },
    stop: () => options.planner.close(),
  };
}

function createExecutor(options: NativeEngineOptions): Executor {
  const { schema, planner, compileShape, fetchSubgraph, showsMessages } = options;
  const cache = createOperationCache<Prepared>(cacheBounds);
  const chooseOverrides = createOverrideChoice(planner.overrideLabels, options.overrideLabels, Math.random);

  async function prepare(
    document: DocumentNode,
    operationName: string | undefined,
    overrides: readonly string[],
  ): Promise<Prepared> {
    const operation = readOperation(document, operationName);
    const { plan, keyOf } = await planner.plan({ document, operationName, overrides });
    const { definition, fragments } = operation;
    const shape = compileShape({
      schema,
      operation: definition,
      fragments,
      keyOf,
      isInterfaceObject: (name) => planner.isInterfaceObject(name),
    });
    return { operation, plan, shape, unplanned: unplannedFields(operation, plan, keyOf) };
  }

  return async ({ queryHash, source, document, request, context }) => {
    if (!isRequestContext(context)) throw new TypeError('operations are executed for a request');
    const { operationName, variables: given = {} } = request;
    try {
      const overrides = chooseOverrides();
      const key = [queryHash, operationName ?? '', ...overrides].join(' ');
      const prepared =
        cache.get(key) ??
        (await withinDeadline(
          cache.getOrMake(key, source.length * bytesPerCharacter, () =>
            prepare(document, operationName, overrides),
          ),
          context.deadlineMs,
        ));
      const { operation, plan, shape, unplanned } = prepared;
      if (unplanned.length > 0)
        return { data: new WrittenData('null'), errors: unplanned.map(toGraphQLError) };
      const { coerced, errors: misfits } = getVariableValues(schema, operation.variables, given, {
        maxErrors: 10,
      });
      if (coerced === undefined) return { errors: misfits.map(badInput) };
      const variables = coerced;
      const { data, errors } = await runPlan({ plan, variables, context, fetchSubgraph, showsMessages });
      const failures = errors.flatMap((error) =>
        shape.clientPaths(error.path, variables).map((path) => ({ ...error, path })),
      );
      const written = shape.write({
        data,
        variables,
        errors: failures,
        introspection: (field) => introspect(schema, operation, field, variables),
      });
      const all = [...failures, ...written.errors];
      return {
        data: new WrittenData(written.text),
        ...(all.length > 0 && { errors: all.map(toGraphQLError) }),
      };
    } catch (cause) {
      if (!(cause instanceof FrontageError)) throw cause;
      const { code, message } = cause;
      const extensions = { code, http: { status: errorTable[code].status } };
      return { errors: [new GraphQLError(message, { extensions, originalError: cause })] };
    }
  };
}

function badInput(error: GraphQLError): GraphQLError {
  const { message, nodes } = error;
  return new GraphQLError(message, { ...(nodes && { nodes }), extensions: { code: 'BAD_USER_INPUT' } });
}

function toGraphQLError({
  message,
  path,
  extensions,
}: {
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly extensions: ExecutionError['extensions'];
}): GraphQLError {
  return new GraphQLError(message, { path, extensions });
}
