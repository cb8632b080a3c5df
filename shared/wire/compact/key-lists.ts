import type { KeyList } from './part.ts';

export interface KeyLists {
  /** Returns the key list with these names in this order; creates it at the first call. */
  find(names: readonly string[]): KeyList;
  /** All key lists in the order of their creation. */
  readonly all: readonly KeyList[];
}

/** A node of a trie of names. */
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
