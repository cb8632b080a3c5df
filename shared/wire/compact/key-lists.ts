import type { KeyList } from './part.ts';

export interface KeyLists {
  /** The one with these names in this order; made if it is the first. */
  find(names: readonly string[]): KeyList;
  /** In the order in which they were made. */
  readonly all: readonly KeyList[];
}

/** After the names on the way to it. */
interface Node {
  readonly next: Map<string, Node>;
  keys: KeyList | undefined;
}

export function createKeyLists(): KeyLists {
  const root: Node = { next: new Map(), keys: undefined };
  const all: KeyList[] = [];
  return {
    find(names) {
      let node = root;
      for (const name of names) {
        let next = node.next.get(name);
        if (next === undefined) {
          next = { next: new Map(), keys: undefined };
          node.next.set(name, next);
        }
        node = next;
      }
      if (node.keys === undefined) {
        node.keys = { id: all.length, names, objects: [] };
        all.push(node.keys);
      }
      return node.keys;
    },
    all,
  };
}
