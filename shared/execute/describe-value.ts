import { ExactNumber } from '../core/json/exact-number.ts';

const maxDepth = 2;
const maxItems = 10;
const maxText = 200;

/** Describes a value for an error message, in the notation of graphql-js and up to a bound. */
export function describeValue(value: unknown, depth = 0): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > maxText ? `${value.slice(0, maxText)}…` : value);
  }
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return String(value);
  if (depth >= maxDepth) return Array.isArray(value) ? '[Array]' : '[Object]';
  if (Array.isArray(value)) {
    const items = value.slice(0, maxItems).map((item) => describeValue(item, depth + 1));
    const left = value.length - items.length;
    if (left > 0) items.push(`... ${left} more item${left === 1 ? '' : 's'}`);
    return `[${items.join(', ')}]`;
  }
  const parts: string[] = [];
  // Not `Object.entries`: there may be thousands.
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    if (parts.length === maxItems) {
      parts.push('...');
      break;
    }
    parts.push(`${key.slice(0, maxText)}: ${describeValue(Reflect.get(value, key), depth + 1)}`);
  }
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
