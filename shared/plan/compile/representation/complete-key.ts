import { type DataObject, isDataObject, own, setOwn } from '../../../core/json/data-object.ts';
import { mergeData } from '../../../core/json/merge-data.ts';
import type { KeyLeaf, TypeIndex } from '../../model/type-index.ts';
import { convertedKey } from './key-fields.ts';
import { type NameTree, nameTreeOfLeaves } from './name-tree.ts';

/** Whether a null in a key is accepted as a value, because no key without nulls is available. */
export type NullsInKeys = 'missing' | 'values';

export interface KeyInput {
  readonly subgraph: string;
  readonly types: TypeIndex;
  /** The required fields besides keys, by their names in the subgraph. */
  readonly required: NameTree;
  isObjectType(name: unknown): boolean;
}

/** Whether the representation has an accepted key. Replaces the key by another one that has fewer nulls. */
export function completeKey(
  object: DataObject,
  representation: DataObject,
  type: string,
  nulls: NullsInKeys,
  { types, subgraph, required, isObjectType }: KeyInput,
): boolean {
  const keys = types.keysOf(type, subgraph);
  if (keys.length === 0) return true;
  for (const values of nulls === 'values' ? withNulls : withoutNulls) {
    if (keys.some((key) => valuesOf(representation, key) === values)) return true;
    const other = keys.find((key) => valuesOf(object, key) === values);
    if (other === undefined) continue;
    for (const name of nameTreeOfLeaves(keys.flat()).keys())
      if (!required.has(name)) delete representation[name];
    for (const [name, below] of nameTreeOfLeaves(other)) {
      // The operation may select another part of an object that is in the key.
      for (const value of [own(object, name) ?? null, own(object, convertedKey(name))])
        if (value !== undefined)
          mergeData(representation, objectOf(name, onlyNamed(value, below)), isObjectType);
    }
    return true;
  }
  return false;
}

/** How many of a key's leaves are not null. */
type KeyValues = 'all' | 'some' | 'none' | 'unknown';

const withoutNulls: readonly KeyValues[] = ['all'];
const withNulls: readonly KeyValues[] = ['all', 'some', 'none'];

/** Reads the object's own values and those of key conversions. */
function valuesOf(object: DataObject, key: readonly KeyLeaf[]): KeyValues {
  let count = 0;
  for (const leaf of key) {
    const [name = ''] = leaf;
    const value = valueAt(object, name, leaf);
    const converted = value ?? valueAt(object, convertedKey(name), leaf);
    if (value === undefined && converted === undefined) return 'unknown';
    if (converted !== undefined && converted !== null) count += 1;
  }
  if (count === key.length) return 'all';
  return count === 0 ? 'none' : 'some';
}

/** Null if a value on its path is null. `first`: the key of the leaf's first field in the object. */
function valueAt(object: DataObject, first: string, leaf: KeyLeaf): unknown {
  let value = own(object, first);
  for (let index = 1; index < leaf.length && isDataObject(value); index++)
    value = own(value, leaf[index] ?? '');
  return value;
}

/** Whether an object has the whole of one of the keys, without nulls. */
export function hasKey(object: DataObject, keys: readonly (readonly KeyLeaf[])[]): boolean {
  return keys.some((key) => valuesOf(object, key) === 'all');
}

/** The part of a value that a tree selects; all of it where the tree ends. */
function onlyNamed(value: unknown, tree: NameTree): unknown {
  if (tree.size === 0) return value;
  if (Array.isArray(value)) return value.map((item) => onlyNamed(item, tree));
  if (!isDataObject(value)) return value;
  const named: DataObject = Object.create(null);
  for (const [name, below] of tree) setOwn(named, name, onlyNamed(own(value, name), below));
  return named;
}

export function objectOf(key: string, value: unknown): DataObject {
  const object: DataObject = Object.create(null);
  setOwn(object, key, value);
  return object;
}
