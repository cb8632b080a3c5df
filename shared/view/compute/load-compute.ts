import type { Presentation } from '../../core/presentation.ts';
import { shownPath } from '../../core/runtime/input-file.ts';
import { StartError } from '../../core/start-error.ts';
import { bundleCompute } from './bundle-compute.ts';
import { ComputeFailure, reasonOf } from './compute-failure.ts';
import { copyResult } from './copy-result.ts';
import { buildSealedContext, type SealedContext } from './sealed-context.ts';

/** Returns a JSON-like value or a `ComputeFailure`; never throws. Its inputs are copied. */
export type CallCompute = (object: unknown, args: unknown, presentation: Presentation) => unknown;

export interface ComputeFunctions {
  /** In alphabetical order. */
  readonly names: readonly string[];
  find(name: string): CallCompute | undefined;
  /** Absolute paths of the file and its imports. */
  readonly files: readonly string[];
}

type ContextFunction = (object: unknown, args: unknown, env: unknown) => unknown;

const maxFunctions = 200;

/** The functions of a client without a `compute.ts`. */
export const noComputeFunctions: ComputeFunctions = { names: [], find: () => undefined, files: [] };

/**
 * Loads a client's functions from a TypeScript or JavaScript module that exports only functions (of type
 * `ComputeFunction`). They run in a `SealedContext`. Throws `StartError`, with line and column if they are known.
 */
export async function loadCompute(path: string): Promise<ComputeFunctions> {
  const { code, files } = await bundleCompute(path);
  const context = buildSealedContext();
  const functions = new Map<string, CallCompute>();
  for (const [name, fn] of exportsOf(code, path, context)) functions.set(name, callIn(context, name, fn));
  return { names: [...functions.keys()].sort(), find: (name) => functions.get(name), files };
}

function callIn(context: SealedContext, name: string, fn: ContextFunction): CallCompute {
  const { copy, prototypes } = context;
  return (object, args, presentation) => {
    try {
      return copyResult(fn(copy(object), copy(args), context.environment(presentation)), prototypes);
    } catch (thrown) {
      return new ComputeFailure(name, reasonOf(thrown));
    }
  };
}

function exportsOf(code: string, path: string, context: SealedContext): [string, ContextFunction][] {
  const exported = evaluate(code, path, context);
  const entries = typeof exported === 'object' && exported !== null ? Object.entries(exported) : [];
  const problems = entries.flatMap(([name, value]) => {
    if (name === 'default') return ['found a default export; allowed are functions with names'];
    if (isFunction(value)) return [];
    return [`found the export ${name}, which is not a function; allowed are functions and types`];
  });
  if (entries.length === 0) problems.push('found no exports; expected exported functions');
  if (entries.length > maxFunctions) {
    problems.push(`found ${entries.length} functions; allowed are at most ${maxFunctions}`);
  }
  if (problems.length > 0) {
    throw new StartError(problems.map((message) => ({ file: shownPath(path), message })));
  }
  return entries.flatMap(([name, value]) => (isFunction(value) ? [[name, value]] : []));
}

function evaluate(code: string, path: string, context: SealedContext): unknown {
  try {
    return context.run(`${code}\nexported;`, path);
  } catch (thrown) {
    throw new StartError({
      file: shownPath(path),
      message: `the file cannot be evaluated: ${reasonOf(thrown)}`,
    });
  }
}

function isFunction(value: unknown): value is ContextFunction {
  return typeof value === 'function';
}
