import type { DocumentNode } from 'graphql';
import type { CompiledFetch } from '../../core/compiled-plan.ts';
import { isDataObject } from '../../core/json/data-object.ts';
import { parseJson, stringifyJson } from '../../core/json/exact-json.ts';
import type { SubgraphRequest } from '../../core/upstream-calls.ts';

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
  const value = Object.hasOwn(variables, name) ? stringifyJson(variables[name]) : undefined;
  if (value === undefined) return '';
  return `${before.length > 1 ? ',' : ''}${JSON.stringify(name)}:${value}`;
}

/**
 * Returns one operation for the wire: the fetch's fixed part, the variables (from `writeVariables`) and the representations,
 * which are already JSON text.
 */
export function writeRequest(
  fetch: CompiledFetch,
  variables: string,
  representations?: readonly string[],
): SubgraphRequest {
  const { bodyStart } = fetch;
  let text = variables;
  if (representations !== undefined) {
    text += `${text.length > 1 ? ',' : ''}"representations":[${representations.join(',')}]`;
  }
  text += '}';
  return new WrittenRequest(fetch, `${bodyStart}${text}}`, text);
}

/** A class, because an accessor in an object literal costs more than all other work here. */
class WrittenRequest implements SubgraphRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly document: DocumentNode;
  readonly coordinate: string;
  readonly body: string;
  readonly #variables: string;

  constructor(
    { query, operationName, document, coordinate }: CompiledFetch,
    body: string,
    variables: string,
  ) {
    this.query = query;
    this.operationName = operationName;
    this.document = document;
    this.coordinate = coordinate;
    this.body = body;
    this.#variables = variables;
  }

  /** For a subgraph in this process. */
  get variables(): Record<string, unknown> {
    const variables = parseJson(this.#variables);
    return isDataObject(variables) ? variables : {};
  }
}
