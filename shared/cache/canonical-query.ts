import { isDataObject } from '../core/json/data-object.ts';
import { parseJson, stringifyJson } from '../core/json/exact-json.ts';
import { exactText } from '../core/json/exact-number.ts';
import { nestsDeeperThan } from '../core/json/json-depth.ts';

/** Parameters whose values are JSON objects, in which the order of the keys has no meaning. */
const jsonParameters = new Set(['variables', 'extensions']);

/** Valid inputs are not deeper; to walk a deeper one would exhaust the stack. */
const maxDepth = 100;

/**
 * Returns a string that is equal for equivalent query strings, regardless of the order of the parameters and of the
 * keys in `variables` and `extensions`. `search`: with its `?`. Undefined for an invalid query string, which has no
 * cacheable response.
 */
export function canonicalQuery(search: string): string | undefined {
  const parameters = [...new URLSearchParams(search)];
  if (
    parameters.some(
      ([name, value]) => jsonParameters.has(name) && nestsDeeperThan(maxDepth, Buffer.from(value)),
    )
  )
    return undefined;
  try {
    return JSON.stringify(
      parameters
        .map(([name, value]) => [
          name,
          jsonParameters.has(name) && value !== '' ? canonicalJson(value) : value,
        ])
        .sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0)),
    );
  } catch (error) {
    // Not JSON: the execution of the request reports it.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function canonicalJson(text: string): string {
  return stringifyJson(sorted(parseJson(text))) ?? '';
}

/** Returns the value with its keys sorted, at every depth. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isDataObject(value) || exactText(value) !== undefined) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
