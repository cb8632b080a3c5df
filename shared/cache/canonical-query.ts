import { isDataObject } from '../core/json/data-object.ts';
import { parseJson, stringifyJson } from '../core/json/exact-json.ts';
import { exactText } from '../core/json/exact-number.ts';
import { nestsDeeperThan } from '../core/json/json-depth.ts';

/** Parameters whose values are JSON objects, in which the order of the keys means nothing. */
const ofJson = new Set(['variables', 'extensions']);

/** No input is deeper; to walk one that is would exhaust the stack. */
const maxDepth = 100;

/**
 * A text that is equal for query strings that ask the same: whatever the order of the parameters, and of the keys in
 * `variables` and `extensions`. `search`: with its `?`. Undefined for what is not readable: nobody has an answer to that.
 */
export function canonicalQuery(search: string): string | undefined {
  const parameters = [...new URLSearchParams(search)];
  if (parameters.some(([name, value]) => ofJson.has(name) && nestsDeeperThan(maxDepth, Buffer.from(value))))
    return undefined;
  try {
    return JSON.stringify(
      parameters
        .map(([name, value]) => [name, ofJson.has(name) && value !== '' ? canonicalJson(value) : value])
        .sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0)),
    );
  } catch (error) {
    // Not JSON: whoever executes it says so.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function canonicalJson(text: string): string {
  return stringifyJson(sorted(parseJson(text))) ?? '';
}

/** With the keys in one order, at every depth. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isDataObject(value) || exactText(value) !== undefined) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
