import type { JsonObject } from '../harness/scenario.ts';

/** Merges the results of several selections of an object into one. */
export function mergeSelected(parts: readonly JsonObject[]): JsonObject {
  const merged = new Map<string, unknown>();
  for (const part of parts) {
    for (const [key, value] of Object.entries(part)) {
      merged.set(key, merged.has(key) ? mergeValues(merged.get(key), value) : value);
    }
  }
  return Object.fromEntries(merged);
}

function mergeValues(left: unknown, right: unknown): unknown {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.map((item, index) => mergeValues(item, right[index]));
  }
  return isObject(left) && isObject(right) ? mergeSelected([left, right]) : right;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
