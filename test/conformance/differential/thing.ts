import type { JsonObject } from '../harness/scenario.ts';

/** One object of the world. Objects with one identity are the same wherever they are met. */
export interface Thing {
  readonly typename: string;
  readonly identity: string;
  /** The representation by which a subgraph got to know it. */
  readonly sent?: JsonObject;
  /** The object through whose field it was reached. */
  readonly via?: Thing;
}

/** A value with the object that it was reached through. */
export function reachedVia(value: unknown, via: Thing): unknown {
  if (Array.isArray(value)) return value.map((item) => reachedVia(item, via));
  return isThing(value) ? { ...value, via } : value;
}

export function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && 'identity' in value && 'typename' in value;
}
