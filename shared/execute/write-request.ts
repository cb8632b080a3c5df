import type { CompiledFetch } from '../core/compiled-plan.ts';
import type { SubgraphRequest } from '../core/upstream-calls.ts';

type Variables = Readonly<Record<string, unknown>>;

/** The JSON text of the variables that a fetch uses, without the closing brace. */
export function writeVariables(fetch: CompiledFetch, variables: Variables): string {
  const names = [...fetch.variables, ...fetch.contextArguments.map(({ variable }) => variable)];
  const parts = names.flatMap((name) => {
    const value = Object.hasOwn(variables, name) ? JSON.stringify(variables[name]) : undefined;
    return value === undefined ? [] : [`${JSON.stringify(name)}:${value}`];
  });
  return `{${parts.join(',')}`;
}

/**
 * One operation for the wire. A fetch's fixed part is written once in its life; the variables and the representations,
 * which are JSON text already, are put behind it.
 */
export function writeRequest(
  fetch: CompiledFetch,
  variables: Variables,
  representations?: readonly string[],
): SubgraphRequest {
  const { query, operationName, document } = fetch;
  let text = writeVariables(fetch, variables);
  if (representations !== undefined) {
    text += `${text.length > 1 ? ',' : ''}"representations":[${representations.join(',')}]`;
  }
  text += '}';
  return {
    query,
    operationName,
    document,
    body: `${prefixOf(fetch)}${text}}`,
    get variables() {
      return JSON.parse(text);
    },
  };
}

const prefixes = new WeakMap<CompiledFetch, string>();

function prefixOf(fetch: CompiledFetch): string {
  let prefix = prefixes.get(fetch);
  if (prefix === undefined) {
    const { query, operationName } = fetch;
    prefix = `${JSON.stringify({ query, operationName }).slice(0, -1)},"variables":`;
    prefixes.set(fetch, prefix);
  }
  return prefix;
}
