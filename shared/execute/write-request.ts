import type { CompiledFetch } from '../core/compiled-plan.ts';
import type { SubgraphRequest } from '../core/upstream-calls.ts';

type Variables = Readonly<Record<string, unknown>>;

/** The JSON text of the variables that a fetch uses, without the closing brace. */
export function writeVariables(
  { variables: names, contextArguments }: CompiledFetch,
  variables: Variables,
): string {
  let text = '{';
  for (const name of names) text += member(text, name, variables);
  for (const { variable } of contextArguments) text += member(text, variable, variables);
  return text;
}

function member(before: string, name: string, variables: Variables): string {
  const value = Object.hasOwn(variables, name) ? JSON.stringify(variables[name]) : undefined;
  if (value === undefined) return '';
  return `${before.length > 1 ? ',' : ''}${JSON.stringify(name)}:${value}`;
}

/**
 * One operation for the wire: the fetch's fixed part, the variables (from `writeVariables`) and the representations,
 * which are JSON text already.
 */
export function writeRequest(
  { query, operationName, document, bodyStart, coordinate }: CompiledFetch,
  variables: string,
  representations?: readonly string[],
): SubgraphRequest {
  let text = variables;
  if (representations !== undefined) {
    text += `${text.length > 1 ? ',' : ''}"representations":[${representations.join(',')}]`;
  }
  text += '}';
  return {
    query,
    operationName,
    document,
    coordinate,
    body: `${bodyStart}${text}}`,
    get variables() {
      return JSON.parse(text);
    },
  };
}
