import type { FetchPath } from '../../core/compiled-plan.ts';
import { type DataObject, isDataObject, own } from '../../core/json/data-object.ts';
import { type Path, valueAt } from '../../core/json/value-at.ts';

/** Items to remove from their lists. Until `remove` is called, paths have the original indexes. */
export interface OmittedItems {
  /** Marks the nearest enclosing item of each occurrence of these objects; returns false if an object is in no list. */
  omit(path: FetchPath, targets: ReadonlySet<DataObject>): boolean;
  /** The same for the value at a path below an object; returns false if the path goes through no list. */
  omitBelow(object: DataObject, path: Path): boolean;
  /** The path after removal of the items; undefined if it goes through one of them. */
  translate(path: Path): Path | undefined;
  /** Removes the items. */
  remove(): void;
}

type List = unknown[];

export function createOmittedItems(root: DataObject): OmittedItems {
  const marked = new Map<List, Set<number>>();
  /** The same indexes in order, sorted on first use. */
  const ordered = new Map<List, readonly number[]>();

  function inOrder(list: List, indexes: ReadonlySet<number>): readonly number[] {
    let known = ordered.get(list);
    if (known === undefined) {
      known = [...indexes].sort((one, other) => one - other);
      ordered.set(list, known);
    }
    return known;
  }

  function mark(list: List, index: number): void {
    ordered.delete(list);
    const indexes = marked.get(list);
    if (indexes === undefined) marked.set(list, new Set([index]));
    else indexes.add(index);
  }

  return {
    omit(path, targets) {
      let isListed = true;
      // Lists and objects are shared: each is visited once for each step, however many paths lead to it.
      const seen = path.map(() => new Map<unknown, boolean>());
      if (leads(root, 0)) isListed = false;
      return isListed;

      /** Whether a value leads to a target without a list in between. */
      function leads(value: unknown, depth: number): boolean {
        if (Array.isArray(value)) {
          const rest = path[depth] === '@' ? depth + 1 : depth;
          if (isSeen(value, depth)) return false;
          for (const [index, item] of value.entries()) if (leads(item, rest)) mark(value, index);
          return false;
        }
        if (!isDataObject(value)) return false;
        const step = path[depth];
        if (step === undefined) return targets.has(value);
        const known = seen[depth]?.get(value);
        if (known !== undefined) return known;
        const found = leads(own(value, step), depth + 1);
        seen[depth]?.set(value, found);
        return found;
      }

      function isSeen(list: List, depth: number): boolean {
        const known = seen[depth];
        if (known === undefined) return false;
        const isKnown = known.has(list);
        known.set(list, false);
        return isKnown;
      }
    },
    omitBelow(object, path) {
      const last = path.findLastIndex((step) => typeof step === 'number');
      const list = path.slice(0, Math.max(0, last)).reduce<unknown>(valueAt, object);
      if (last === -1 || !Array.isArray(list)) return false;
      mark(list, Number(path[last]));
      return true;
    },
    translate(path) {
      if (marked.size === 0) return path;
      const translated: (string | number)[] = [];
      let value: unknown = root;
      for (const step of path) {
        const indexes = Array.isArray(value) ? marked.get(value) : undefined;
        if (Array.isArray(value) && indexes !== undefined && typeof step === 'number') {
          if (indexes.has(step)) return undefined;
          translated.push(step - countBelow(inOrder(value, indexes), step));
        } else translated.push(step);
        value = valueAt(value, step);
      }
      return translated;
    },
    remove() {
      for (const [list, indexes] of marked) {
        const remaining = list.filter((_item, index) => !indexes.has(index));
        list.splice(0, list.length, ...remaining);
      }
      marked.clear();
    },
  };
}

function countBelow(ordered: readonly number[], limit: number): number {
  let from = 0;
  let to = ordered.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ordered[middle] ?? limit) < limit) from = middle + 1;
    else to = middle;
  }
  return from;
}
