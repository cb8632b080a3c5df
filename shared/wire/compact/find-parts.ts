import { isDataObject } from '../../core/json/data-object.ts';
import { createKeyLists } from './key-lists.ts';
import type { ListPart, ObjectPart, Part, Parts } from './part.ts';

/** Splits a JSON value into its distinct parts: two values are one part if their texts are equal. */
export function findParts(root: unknown): Parts {
  const all: Part[] = [];
  const scalars = new Map<unknown, Part>();
  /** Lists and objects by a hash of the ids of their children. */
  const composites = new Map<number, (ListPart | ObjectPart)[]>();
  const keyLists = createKeyLists();

  function scalar(value: unknown): Part {
    let part = scalars.get(value);
    if (part === undefined) {
      part = { kind: 'scalar', id: all.length, uses: 0, text: JSON.stringify(value) };
      scalars.set(value, part);
      all.push(part);
    }
    return part;
  }
  function list(value: readonly unknown[]): Part {
    const items = value.map(part);
    const candidates = candidatesFor(items, 0);
    for (const known of candidates) if (known.kind === 'list' && isEqual(known.items, items)) return known;
    return add({ kind: 'list', id: all.length, uses: 0, items }, items, candidates);
  }
  function object(value: Record<string, unknown>): Part {
    const names = Object.keys(value);
    const keys = keyLists.find(names);
    const values = names.map((name) => part(value[name]));
    const candidates = candidatesFor(values, keys.id + 1);
    for (const known of candidates) {
      if (known.kind === 'object' && known.keys === keys && isEqual(known.values, values)) return known;
    }
    const made: ObjectPart = { kind: 'object', id: all.length, uses: 0, keys, values };
    keys.objects.push(made);
    return add(made, values, candidates);
  }
  function candidatesFor(children: readonly Part[], seed: number): (ListPart | ObjectPart)[] {
    let hash = seed;
    for (const { id } of children) hash = Math.imul(hash ^ id, 0x01000193) + (hash >>> 15);
    let candidates = composites.get(hash | 0);
    if (candidates === undefined) {
      candidates = [];
      composites.set(hash | 0, candidates);
    }
    return candidates;
  }
  function add(
    made: ListPart | ObjectPart,
    children: readonly Part[],
    candidates: (ListPart | ObjectPart)[],
  ): Part {
    for (const child of children) child.uses += 1;
    candidates.push(made);
    all.push(made);
    return made;
  }
  function part(value: unknown): Part {
    if (Array.isArray(value)) return list(value);
    return isDataObject(value) ? object(value) : scalar(value);
  }

  const found = part(root);
  found.uses += 1;
  return { root: found, all, keyLists: keyLists.all };
}

function isEqual(one: readonly Part[], other: readonly Part[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}
