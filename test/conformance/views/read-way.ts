import { isThing } from '../differential/thing.ts';
import type { World } from '../differential/world.ts';
import type { JsonObject } from '../harness/scenario.ts';

type Path = readonly (string | number)[];

export interface GraphStep {
  readonly name: string;
  readonly args: JsonObject;
}

/** A value of the graph; `failedAt`: indexes of lists on the path to an error in the data. */
export interface Found {
  readonly value: unknown;
  readonly failedAt: readonly Path[];
}

/** An object with only its key known. */
export interface Slot {
  readonly key: string;
  readonly keyValue: unknown;
}

export function isSlot(value: unknown): value is Slot {
  return typeof value === 'object' && value !== null && 'keyValue' in value;
}

/**
 * Follows the steps from an object to the value at the end; an object there is a `Thing`. Lists on the path stay lists.
 */
export function readWay(world: World, from: unknown, steps: readonly GraphStep[]): Found {
  const [step, ...rest] = steps;
  if (step === undefined) return { value: from, failedAt: [] };
  if (isSlot(from))
    return { value: from.key === step.name && rest.length === 0 ? from.keyValue : null, failedAt: [] };
  if (!isThing(from)) return { value: null, failedAt: [] };
  if (step.name === '__typename') return { value: from.typename, failedAt: [] };
  let value: unknown;
  try {
    value = world.read(from, step.name, step.args);
  } catch {
    return { value: null, failedAt: [[]] };
  }
  return readAll(world, value, rest);
}

function readAll(world: World, value: unknown, steps: readonly GraphStep[]): Found {
  if (value === null || value === undefined) return { value: null, failedAt: [] };
  if (!Array.isArray(value))
    return steps.length === 0 ? { value, failedAt: [] } : readWay(world, value, steps);
  const items = value.map((item: unknown) => readAll(world, item, steps));
  return {
    value: items.map((item) => item.value),
    failedAt: items.flatMap(({ failedAt }, index) => failedAt.map((path) => [index, ...path])),
  };
}
