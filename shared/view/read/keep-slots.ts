import { isDataObject, own, setOwn } from '../../core/data-object.ts';
import type { MakeValue } from '../rewrite/bound-variables.ts';
import type { Change } from './change.ts';

/**
 * One item for each key that was asked for, in the order of the keys: what an upstream did not give is an object of its
 * key alone, so that it keeps its place.
 */
export function keepSlots({ keys, key }: { readonly keys: MakeValue; readonly key: string }): Change {
  return (value, { variables, presentation }) => {
    const wanted = keys(variables, presentation);
    if (!Array.isArray(wanted)) return value;
    const found = new Map<string, unknown>();
    for (const item of Array.isArray(value) ? value : []) {
      if (isDataObject(item)) found.set(String(own(item, key)), item);
    }
    return wanted.map((name: unknown) => found.get(String(name)) ?? emptySlot(key, name));
  };
}

function emptySlot(key: string, name: unknown): object {
  const slot: Record<string, unknown> = Object.create(null);
  setOwn(slot, key, name);
  return slot;
}
