import { isDataObject, own } from '../../core/json/data-object.ts';
import { isSame } from './is-same.ts';

/** An item of the new list and the item of the old one that it is derived from. */
export interface Pair {
  readonly item: unknown;
  /** The position in the old list; undefined: derived from no item. */
  readonly from: number | undefined;
  readonly isEqual: boolean;
}

/**
 * Pairs each item of `next` with one of `base`: an equal one, else one with the same `id`, else the one at the same
 * position, if neither has an `id`.
 */
export function pairItems(base: readonly unknown[], next: readonly unknown[]): Pair[] {
  const shorter = Math.min(base.length, next.length);
  let head = 0;
  while (head < shorter && isSame(base[head], next[head])) head++;
  let tail = 0;
  while (tail < shorter - head && isSame(base[base.length - 1 - tail], next[next.length - 1 - tail])) tail++;
  const positions = indexItems(base, head, base.length - tail);
  return next.map((item, index) => {
    if (index < head) return { item, from: index, isEqual: true };
    const fromEnd = base.length - next.length + index;
    if (index >= next.length - tail) return { item, from: fromEnd, isEqual: true };
    const equal = positions.get(JSON.stringify(item));
    if (equal !== undefined) return { item, from: equal, isEqual: true };
    const id = idOf(item);
    if (id !== undefined) return { item, from: positions.get(id), isEqual: false };
    const hasCounterpart = index < base.length - tail && idOf(base[index]) === undefined;
    return { item, from: hasCounterpart ? index : undefined, isEqual: false };
  });
}

/** Returns the first position of each text, and of each `id`. */
function indexItems(items: readonly unknown[], start: number, end: number): Map<string, number> {
  const positions = new Map<string, number>();
  for (let index = end - 1; index >= start; index--) {
    const item = items[index];
    positions.set(JSON.stringify(item), index);
    const id = idOf(item);
    if (id !== undefined) positions.set(id, index);
  }
  return positions;
}

/**
 * Returns the key of an item by its `id`; no JSON text starts like it. An item without an `id` often wraps an object
 * that has one: an edge, a search hit.
 */
function idOf(item: unknown): string | undefined {
  if (!isDataObject(item)) return undefined;
  for (const holder of [item, ...Object.values(item)]) {
    const id = isDataObject(holder) ? own(holder, 'id') : undefined;
    if (typeof id === 'string' || typeof id === 'number') return `#${id}`;
  }
  return undefined;
}
