import {
  type FieldNode,
  getArgumentValues,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Presentation } from '../../../shared/core/presentation.ts';
import { ComputeFailure } from '../../../shared/view/compute/compute-failure.ts';
import { compileFormat } from '../../../shared/view/value/format.ts';
import { compileImage } from '../../../shared/view/value/image.ts';
import { compileRound } from '../../../shared/view/value/round.ts';
import { compileStrip } from '../../../shared/view/value/strip.ts';
import { compileTruncate } from '../../../shared/view/value/truncate.ts';
import type { ValueOperation, ViewField } from '../../../shared/view/view.ts';
import { possibleTypes } from '../differential/graph.ts';
import { isThing, type Thing } from '../differential/thing.ts';
import type { World } from '../differential/world.ts';
import type { JsonObject } from '../harness/scenario.ts';
import { type Found, type GraphStep, isSlot, readWay } from './read-way.ts';
import { scaled } from './reference-arguments.ts';
import { computeFunctions, viewOptions } from './view-settings.ts';

export interface ValueInput {
  readonly world: World;
  readonly presentation: Presentation;
  /** The type of the published field. */
  readonly args: JsonObject;
  readonly steps: readonly GraphStep[];
}

/** The value of a published field, computed from the value at the end of its path. */
export function shapedValue(field: ViewField, found: Found, input: ValueInput): Found {
  const has = (op: ValueOperation['op']): boolean => field.value.some((one) => one.op === op);
  let current = found;
  if (field.requires !== undefined && !has('keepSlots')) current = required(found, field.requires, input);
  // Only a default, or an object of defaults.
  else if (field.steps.length === 0 && field.value.length > 0) current = { value: null, failedAt: [] };
  for (const operation of field.value) current = apply(operation, current, input);
  return current;
}

function apply(operation: ValueOperation, found: Found, input: ValueInput): Found {
  const { value, failedAt } = found;
  const { presentation, args } = input;
  const { profile } = presentation;
  switch (operation.op) {
    case 'enum':
      return each(found, (one) => operation.names.get(String(one)) ?? operation.fallback);
    case 'truncate':
      return each(found, (one) => compileTruncate(operation)(one, presentation));
    case 'strip':
      return each(found, (one) => compileStrip()(one, presentation));
    case 'round':
      return each(found, (one) => compileRound(operation)(one, presentation));
    case 'format':
      return each(found, (one) => compileFormat(operation)(one, presentation));
    case 'image':
      return each(found, (one) => compileImage(operation, viewOptions)(one, presentation));
    case 'default':
      return { value: value ?? operation.value, failedAt };
    case 'slice': {
      const max = scaled(operation.max, profile);
      if (!Array.isArray(value)) return found;
      return { value: value.slice(0, max), failedAt: failedAt.filter(([index = 0]) => Number(index) < max) };
    }
    case 'hasMore':
      return {
        value: Array.isArray(value) && value.length > scaled(operation.max, profile),
        failedAt: failedAt.filter((path) => path.length === 0),
      };
    case 'keepSlots':
      return keepSlots(operation.key, found, input, operation.argument);
    case 'compute': {
      const made = computeFunctions.find(operation.fn)?.(value, args, presentation);
      return {
        value: made instanceof ComputeFailure ? new Error('no value') : made,
        failedAt: failedAt.length > 0 ? [[]] : [],
      };
    }
  }
}

/** Applies to every item, at any depth of lists. An impossible value is an error at its position. */
function each({ value, failedAt }: Found, change: (value: unknown) => unknown): Found {
  const changeOne = (one: unknown): unknown => {
    if (one === null || one === undefined || one instanceof Error) return one;
    if (Array.isArray(one)) return one.map(changeOne);
    const changed = change(one);
    return changed === undefined ? new Error('no value') : changed;
  };
  return { value: changeOne(value), failedAt };
}

function keepSlots(
  key: string,
  { value, failedAt }: Found,
  { world, steps }: ValueInput,
  argument: string,
): Found {
  const keys = steps.at(-1)?.args[argument];
  if (!Array.isArray(keys)) return { value, failedAt };
  const found = new Map<string, unknown>();
  for (const item of Array.isArray(value) ? value : []) {
    const step = { name: key, args: {} };
    if (item !== null) found.set(String(readWay(world, item, [step]).value), item);
  }
  return {
    value: keys.map((keyValue: unknown) => found.get(String(keyValue)) ?? { key, keyValue }),
    // A failed value has no key.
    failedAt: failedAt.length > 0 ? [[]] : [],
  };
}

/** Applies a selection to objects; an error anywhere in it is an error of the whole. */
function required(found: Found, selection: SelectionSetNode, input: ValueInput): Found {
  const { value, failedAt } = found;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => required({ value: item, failedAt: [] }, selection, input));
    const inItems = items.flatMap((item, index) => item.failedAt.map((path) => [index, ...path]));
    return { value: items.map((item) => item.value), failedAt: [...failedAt, ...inItems] };
  }
  if (value === null || value === undefined) return { value: null, failedAt };
  const { taken, hasFailed } = take(value, selection, input.world);
  return { value: taken, failedAt: hasFailed ? [...failedAt, []] : failedAt };
}

function take(
  value: unknown,
  { selections }: SelectionSetNode,
  world: World,
): { taken: unknown; hasFailed: boolean } {
  if (!isThing(value) && !isSlot(value)) return { taken: value, hasFailed: false };
  const entries: [string, unknown][] = [];
  let hasFailed = false;
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (isSlot(value)) continue;
      const condition = selection.typeCondition?.name.value ?? value.typename;
      const types = possibleTypes(world.graph.whole, world.graph.whole.getType(condition));
      if (!types.includes(value.typename)) continue;
      const inner = take(value, selection.selectionSet, world);
      entries.push(...Object.entries(inner.taken ?? {}));
      hasFailed ||= inner.hasFailed;
    } else if (selection.kind === Kind.FIELD) {
      const { name, selectionSet } = selection;
      const found = readWay(world, value, [
        { name: name.value, args: isThing(value) ? argumentsOf(value, selection, world) : {} },
      ]);
      hasFailed ||= found.failedAt.length > 0;
      entries.push([name.value, selectionSet ? takeAll(found.value, selectionSet) : found.value]);
    }
  }
  return { taken: Object.fromEntries(entries), hasFailed };

  function takeAll(one: unknown, selection: SelectionSetNode): unknown {
    if (Array.isArray(one)) return one.map((item) => takeAll(item, selection));
    const inner = take(one, selection, world);
    hasFailed ||= inner.hasFailed;
    return inner.taken;
  }
}

function argumentsOf({ typename }: Thing, node: FieldNode, { graph }: World): JsonObject {
  const type = graph.whole.getType(typename);
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
  return field === undefined ? {} : getArgumentValues(field, node);
}
