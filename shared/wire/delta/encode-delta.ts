import { isDataObject, own } from '../../core/json/data-object.ts';
import { isSame } from './is-same.ts';
import { pairItems } from './pair-items.ts';
import { createTextLength, type TextLength } from './text-length.ts';

/**
 * Returns the delta form of `next` against `base`, both JSON values (docs/reference/wire-forms.md). From it and a value
 * equal to `base`, `decode` restores a value equal to `next`, with the same order of keys.
 */
export function encodeDelta(base: unknown, next: unknown): string {
  return `["d1",${changeOf(base, next, createTextLength())}]`;
}

/** Returns the changes, or the whole value if that is shorter. */
function changeOf(base: unknown, next: unknown, lengthOf: TextLength): string {
  const change =
    isDataObject(base) && isDataObject(next)
      ? objectChange(base, next, lengthOf)
      : Array.isArray(base) && Array.isArray(next)
        ? listChange(base, next, lengthOf)
        : undefined;
  return change !== undefined && change.length < lengthOf(next) ? change : `[0,${JSON.stringify(next)}]`;
}

function objectChange(
  base: Record<string, unknown>,
  next: Record<string, unknown>,
  lengthOf: TextLength,
): string {
  const keys = Object.keys(next);
  const changes: string[] = [];
  for (const key of keys) {
    if (Object.hasOwn(base, key) && isSame(own(base, key), own(next, key))) continue;
    changes.push(`${JSON.stringify(key)}:${changeOf(own(base, key), own(next, key), lengthOf)}`);
  }
  const text = `{${changes.join()}}`;
  return isSame(Object.keys(base), keys) ? text : `[1,${JSON.stringify(keys)},${text}]`;
}

/** Returns steps through the base: a number of unchanged items, a changed item, or a jump to another position. */
function listChange(base: readonly unknown[], next: readonly unknown[], lengthOf: TextLength): string {
  let text = '[2';
  let at = 0;
  let copied = 0;
  const endCopy = (): void => {
    if (copied > 0) text += `,${copied}`;
    copied = 0;
  };
  for (const { item, from, isEqual } of pairItems(base, next)) {
    if (from !== undefined && from !== at) {
      endCopy();
      text += `,${from === 0 ? 0 : -from}`;
      at = from;
    }
    if (isEqual) {
      copied += 1;
    } else {
      endCopy();
      text += `,${changeOf(from === undefined ? undefined : base[from], item, lengthOf)}`;
    }
    at += 1;
  }
  endCopy();
  return `${text}]`;
}
