import { Kind, valueFromASTUntyped } from 'graphql';
import type { KeyOf } from '../../core/compiled-plan.ts';
import { fieldNode } from '../../core/graphql/nodes.ts';
import { type DataObject, isDataObject, own, setOwn } from '../../core/json/data-object.ts';
import type { MakeValue } from '../rewrite/bound-variables.ts';
import type { FieldAccess } from '../rewrite/field-access.ts';
import type { Change } from './change.ts';

/** The positions of a list, each of which belongs to the item of one key. */
export interface Slots {
  /** Returns the list of keys, in the order of the positions. */
  readonly keys: MakeValue;
  /** The canonical key under which an item has its key value. */
  readonly key: string;
}

export function slotsOf({ field, nodes }: FieldAccess, keyOf: KeyOf): Slots | undefined {
  const operation = field.value.find(({ op }) => op === 'keepSlots');
  if (operation?.op !== 'keepSlots') return undefined;
  const node = nodes.at(-1)?.arguments?.find(({ name }) => name.value === operation.argument)?.value;
  if (node === undefined) return undefined;
  const key = keyOf(fieldNode(operation.key));
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value;
    return { key, keys: (variables) => variables[name] };
  }
  const keys: MakeValue = (variables) => {
    const value = valueFromASTUntyped(node, variables);
    return Array.isArray(value) || value === null || value === undefined ? value : [value];
  };
  return { key, keys };
}

/**
 * Returns one item for each requested key, in the order of the keys: an item that the upstream did not return becomes an
 * object with only its key, so that the others keep their positions.
 */
export function keepSlots(slots: Slots): Change {
  return (value, { variables, presentation }) => {
    const requested = slots.keys(variables, presentation);
    if (!Array.isArray(requested)) return value;
    const found = new Map<string, unknown>();
    for (const item of Array.isArray(value) ? value : []) {
      if (isDataObject(item)) found.set(keyOfItem(slots, item), item);
    }
    return requested.map((name: unknown) => found.get(String(name)) ?? emptySlot(slots.key, name));
  };
}

export function keyOfItem({ key }: Slots, item: DataObject): string {
  return String(own(item, key));
}

function emptySlot(key: string, name: unknown): object {
  const slot: Record<string, unknown> = Object.create(null);
  setOwn(slot, key, name);
  return slot;
}
