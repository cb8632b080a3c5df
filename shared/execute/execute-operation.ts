import { GraphQLError } from 'graphql';
import type { CompiledPlan } from '../core/compiled-plan.ts';
import type { DegradedPart } from '../core/degradation.ts';
import { type ErrorCode, errorTable, isRetryable } from '../core/errors.ts';
import type { ClientOperation } from '../core/graphql/read-operation.ts';
import type { Path } from '../core/json/value-at.ts';
import type { RequestContext } from '../core/request-context.ts';
import type { ResponseWriter } from '../core/response-writer.ts';
import { nullData, type WrittenData } from '../core/written-data.ts';
import { applyEffects } from './errors/apply-effects.ts';
import {
  type ClientError,
  clientErrors,
  leftOutError,
  maxErrors,
  type PathsOf,
} from './errors/client-errors.ts';
import { degradedParts, publishDegraded } from './errors/degraded-parts.ts';
import type { Introspect } from './introspect.ts';
import { type RunOptions, runPlan } from './run/run-plan.ts';

/** An operation with all that its execution needs. */
export interface PreparedOperation {
  readonly operation: ClientOperation;
  readonly plan: CompiledPlan;
  readonly shape: ResponseWriter;
}

/** The options that all operations of an engine share. */
export interface ExecuteOptions extends RunOptions {
  readonly introspect: Introspect;
}

/** The result for Apollo Server. Its data is already written. */
export interface OperationResult {
  data: WrittenData;
  errors?: GraphQLError[];
  /** Only when something is degraded. */
  extensions?: { readonly degraded: readonly DegradedPart[] };
}

/** Executes an operation and writes its result. `variables`: coerced. */
export async function executeOperation(
  { operation, plan, shape }: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
  context: RequestContext,
  options: ExecuteOptions,
): Promise<OperationResult> {
  const { presentation } = context;
  const failures = await runPlan(plan, variables, context, options);
  // The client has gone: there is no reader.
  if (context.cancellation.isCancelled) return abandoned();
  const isSelected = (path: Path, keys?: readonly string[]): boolean =>
    shape.selects(path.filter(isKey), variables, withAny(keys));
  const data = failures.data.root;
  const settled = applyEffects(failures, isSelected);
  const pathsOf: PathsOf = (path, keys) =>
    shape.clientPaths(path, { variables, presentation }, data, withAny(keys));
  const parts = degradedParts(settled.degraded, pathsOf);
  publishDegraded(parts, context.requestId);
  const extensions = parts.length > 0 && { extensions: { degraded: parts } };
  const [fatal] = settled.fatal;
  if (fatal !== undefined) {
    const [error] = clientErrors([fatal], pathsOf).errors;
    const { message, extensions: masked } = fatal;
    const { retryAfterMs = 0 } = parts.find(({ reason }) => reason === masked.code) ?? {};
    const path = error?.path ?? [];
    const whole = new GraphQLError(message, {
      path,
      extensions: { ...masked, http: unavailable(masked.code, retryAfterMs) },
    });
    return { data: nullData(), errors: [whole], ...extensions };
  }
  const { errors: reported, left } = clientErrors(settled.errors, pathsOf);
  const possible = clientErrors(settled.possibleErrors, pathsOf);
  const written = shape.write({
    data,
    variables,
    presentation,
    errors: reported,
    possibleErrors: possible.errors.map(({ path = [] }) => path),
    isExplained: left + possible.left > 0,
    // Whether substitutes contain escapes is not known.
    isEscapeFree: failures.data.isEscapeFree && failures.isEmpty(),
    introspection: (field) => options.introspect(operation, field, variables),
  });
  const shown = new Set(written.possibleErrors);
  const all = [
    ...reported,
    ...possible.errors.filter(({ path }) => path !== undefined && shown.has(path)),
    ...written.errors,
  ];
  const leftOut = left + Math.max(0, all.length - maxErrors);
  const listed = leftOut === 0 ? all : [...all.slice(0, maxErrors), leftOutError(leftOut)];
  return {
    data: written.response,
    ...(listed.length > 0 && { errors: listed.map(toGraphQLError) }),
    ...extensions,
  };
}

/** The result for a client that has gone. */
function abandoned(): OperationResult {
  const code: ErrorCode = 'SUBGRAPH_UNAVAILABLE';
  return { data: nullData(), errors: [new GraphQLError(errorTable[code].message, { extensions: { code } })] };
}

function withAny(keys: readonly string[] | undefined): readonly string[] | undefined {
  return keys !== undefined && keys.length > 0 ? keys : undefined;
}

function isKey(step: Path[number]): step is string {
  return typeof step === 'string' && step !== '@';
}

/** Read by Apollo Server. */
function unavailable(code: string, retryAfterMs: number): { status: number; headers: Map<string, string> } {
  if (!isRetryable(code)) return { status: 503, headers: new Map() };
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return { status: 503, headers: new Map([['retry-after', String(seconds)]]) };
}

export function toGraphQLError({ message, path, extensions }: ClientError): GraphQLError {
  return new GraphQLError(message, { ...(path && { path }), extensions });
}
