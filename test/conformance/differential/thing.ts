import type { JsonObject } from '../harness/scenario.ts';

/** One object of the world. Objects with one identity are equal wherever they occur. */
export interface Thing {
  readonly typename: string;
  readonly identity: string;
  /** The representation by which a subgraph received it. */
  readonly sent?: JsonObject;
  /** The object whose field resolved to it. */
  readonly via?: Thing;
}

/** A value with the object whose field resolved to it. */
export function reachedVia(value: unknown, via: Thing): unknown {
  if (Array.isArray(value)) return value.map((item) => reachedVia(item, via));
  return isThing(value) ? { ...value, via } : value;
}

export function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && 'identity' in value && 'typename' in value;
}
