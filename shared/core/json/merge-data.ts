import { type DataObject, isDataObject, setOwn } from './data-object.ts';

type IsObjectType = (name: unknown) => boolean;

/**
 * Merges the result of a fetch into an object of the merged data. Objects are shared, not copied: in one operation a key has
 * the same value at every occurrence of an entity, so that data added at one position is valid at all others.
 */
export function mergeData(target: DataObject, source: DataObject, isObjectType: IsObjectType): void {
  if (target === source) return;
  // Upstream data inherits nothing that is enumerable: these are own keys.
  for (const key in source) {
    // Inherited properties are not undefined either, so `__proto__` does not pass this check.
    if (target[key] === undefined) target[key] = source[key];
    else mergePresent(target, key, source[key], isObjectType);
  }
}

function mergePresent(target: DataObject, key: string, value: unknown, isObjectType: IsObjectType): void {
  if (value === undefined) return;
  const present = Object.hasOwn(target, key) ? target[key] : undefined;
  if (present === undefined || present === null) setOwn(target, key, value);
  // The type name of an `@interfaceObject` is less specific than the type that another subgraph returns.
  else if (key === '__typename') {
    if (present !== value && !isObjectType(present)) target[key] = value;
  } else if (typeof value !== 'object') setOwn(target, key, value);
  else if (isDataObject(present) && isDataObject(value)) mergeData(present, value, isObjectType);
  else if (Array.isArray(present) && Array.isArray(value) && present.length === value.length)
    mergeLists(present, value, isObjectType);
  else if (value !== null) setOwn(target, key, value);
}

function mergeLists(present: unknown[], value: readonly unknown[], isObjectType: IsObjectType): void {
  if (present === value) return;
  for (const [index, item] of value.entries()) {
    const other = present[index];
    if (isDataObject(other) && isDataObject(item)) mergeData(other, item, isObjectType);
    else if (Array.isArray(other) && Array.isArray(item) && other.length === item.length)
      mergeLists(other, item, isObjectType);
    else if (item !== null && item !== undefined) present[index] = item;
  }
}
