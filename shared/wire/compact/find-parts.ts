import { isDataObject } from '../../core/data-object.ts';
import type { KeyList, Part, Parts } from './part.ts';

/** Takes a value of JSON apart into what is different in it: two values are one part if their texts are equal. */
export function findParts(root: unknown): Parts {
  const all: Part[] = [];
  const scalars = new Map<unknown, Part>();
  const composites = new Map<string, Part>();
  const keyLists = new Map<string, KeyList>();

  function add(part: Part, children: readonly Part[]): Part {
    for (const child of children) child.uses += 1;
    all.push(part);
    return part;
  }
  function scalar(value: unknown): Part {
    const known = scalars.get(value);
    if (known !== undefined) return known;
    const part = add({ kind: 'scalar', id: all.length, uses: 0, text: JSON.stringify(value) }, []);
    scalars.set(value, part);
    return part;
  }
  function composite(kind: string, children: readonly Part[], make: (id: number) => Part): Part {
    let key = kind;
    for (const { id } of children) key += `,${id}`;
    const known = composites.get(key);
    if (known !== undefined) return known;
    const part = add(make(all.length), children);
    composites.set(key, part);
    return part;
  }
  function keyListOf(names: readonly string[]): KeyList {
    const text = JSON.stringify(names);
    let keys = keyLists.get(text);
    if (keys === undefined) {
      keys = { id: keyLists.size, names, objects: [] };
      keyLists.set(text, keys);
    }
    return keys;
  }
  function part(value: unknown): Part {
    if (Array.isArray(value)) {
      const items = value.map(part);
      return composite('', items, (id) => ({ kind: 'list', id, uses: 0, items }));
    }
    if (!isDataObject(value)) return scalar(value);
    const keys = keyListOf(Object.keys(value));
    const values = Object.values(value).map(part);
    return composite(String(keys.id), values, (id) => {
      const object: Part = { kind: 'object', id, uses: 0, keys, values };
      keys.objects.push(object);
      return object;
    });
  }

  const found = part(root);
  found.uses += 1;
  return { root: found, all, keyLists: keyLists.values() };
}
