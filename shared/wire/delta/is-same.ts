import { isDataObject, own } from '../../core/json/data-object.ts';

/** Whether two JSON values have the same text. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => isSame(item, other[index]))
    );
  }
  if (!isDataObject(one)) return one === other;
  if (!isDataObject(other)) return false;
  const keys = Object.keys(one);
  const otherKeys = Object.keys(other);
  return (
    keys.length === otherKeys.length &&
    keys.every((key, index) => key === otherKeys[index] && isSame(own(one, key), own(other, key)))
  );
}
