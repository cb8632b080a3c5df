import type { QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DataObject, isDataObject, own, setOwn } from '../core/data-object.ts';
import { compileFlatRepresentation } from './compile-flat-representation.ts';
import { detouredKey } from './key-fields.ts';
import type { FixedField } from './required-fields.ts';
import type { KeyLeaf, TypeIndex } from './type-index.ts';

export interface RepresentationInput {
  readonly requires: readonly QueryPlanSelectionNode[];
  /** The fields of an object that are more than its key: the fetch asks for what the subgraph computes from them. */
  readonly required: ReadonlySet<string>;
  readonly subgraph: string;
  readonly fixedFields: ReadonlyMap<string, FixedField>;
  readonly types: TypeIndex;
  /** The planner's changes to the finished representation, if there are any. */
  readonly rewrite: ((representation: unknown) => void) | undefined;
}

/** Copies what a selection names; false when the source lacks some of it. */
type Copy = (source: DataObject, target: DataObject) => boolean;

/**
 * Compiles what a fetch requires of an object into a function that writes the object's representation as JSON text, or
 * gives undefined when the object cannot be asked about.
 *
 * The planner chooses one `@key`. When an object turns out not to have it, another key by which the subgraph resolves
 * the type, and which the object does have, takes its place.
 */
export function compileRepresentation(input: RepresentationInput): (object: object) => string | undefined {
  const copy = compileSelections(input.requires, input, undefined);
  const writeFlat = input.rewrite === undefined ? compileFlatRepresentation(input) : undefined;
  return (object) => {
    const flat = writeFlat?.(object);
    if (flat !== undefined) return flat;
    if (!isDataObject(object)) return undefined;
    const representation: DataObject = Object.create(null);
    if (!copy(object, representation)) return undefined;
    input.rewrite?.(representation);
    const type = own(representation, '__typename');
    if (typeof type !== 'string' || !completeKey(object, representation, type, input)) return undefined;
    return JSON.stringify(inOneOrder(representation));
  };
}

/** `replaceable`: names of fields of which another key may take the place. */
function compileSelections(
  selections: readonly QueryPlanSelectionNode[],
  input: RepresentationInput,
  replaceable: ReadonlySet<string> | undefined,
): Copy {
  const copies = selections.map((selection): Copy => {
    if (selection.kind === 'Field') {
      const copyField = compileField(selection, input);
      if (!replaceable?.has(selection.name)) return copyField;
      return (source, target) => copyField(source, target) || true;
    }
    const { typeCondition } = selection;
    const copy = compileSelections(
      selection.selections,
      input,
      typeCondition === undefined ? replaceable : keyFields(typeCondition, input),
    );
    if (typeCondition === undefined) return copy;
    return (source, target) => {
      const type = own(source, '__typename');
      return typeof type !== 'string' || !input.types.isSubtype(type, typeCondition) || copy(source, target);
    };
  });
  return (source, target) => copies.every((copy) => copy(source, target));
}

/** Names at the top of the keys by which the subgraph resolves a type. */
function keyFields(type: string, { types, subgraph, required }: RepresentationInput): ReadonlySet<string> {
  const names = types.keysOf(type, subgraph).flatMap((key) => key.flatMap(([name = '']) => name));
  return new Set(names.filter((name) => !required.has(name)));
}

function compileField({ name, alias, selections }: QueryPlanFieldNode, input: RepresentationInput): Copy {
  const from = alias ?? name;
  const to = input.fixedFields.get(name)?.name ?? from;
  const copyInner = selections && compileSelections(selections, input, undefined);
  return (source, target) => {
    const value = own(source, from);
    const copied = copyInner === undefined ? value : copyValue(value, copyInner);
    if (copied === undefined) return false;
    setOwn(target, to, copied);
    return true;
  };
}

/** Undefined when something is missing in it. */
function copyValue(value: unknown, copy: Copy): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => copyValue(item, copy));
    return items.includes(undefined) ? undefined : items;
  }
  if (!isDataObject(value)) return value;
  const target: DataObject = Object.create(null);
  return copy(value, target) ? target : undefined;
}

/** Whether the representation holds a whole key; puts another one into it when the planned one is not in the data. */
function completeKey(
  object: DataObject,
  representation: DataObject,
  type: string,
  { types, subgraph }: RepresentationInput,
): boolean {
  const keys = types.keysOf(type, subgraph);
  if (keys.length === 0 || keys.some((key) => key.every((leaf) => isPresent(representation, leaf))))
    return true;
  const other = keyIn(object, keys);
  if (other === undefined) return false;
  for (const [name] of keys.flat()) if (name !== undefined) delete representation[name];
  for (const [name] of other) if (name !== undefined) setOwn(representation, name, keyValue(object, name));
  return true;
}

/** The first of the keys of which an object has the whole, from the data itself or by a detour. */
export function keyIn<Key extends readonly KeyLeaf[]>(
  object: DataObject,
  keys: readonly Key[],
): Key | undefined {
  return keys.find((key) =>
    key.every(
      ([name = '', ...rest]) =>
        isPresent(object, [name, ...rest]) || isPresent(object, [detouredKey(name), ...rest]),
    ),
  );
}

function keyValue(object: DataObject, name: string): unknown {
  return own(object, name) ?? own(object, detouredKey(name));
}

function isPresent(object: DataObject, [name, ...rest]: KeyLeaf): boolean {
  if (name === undefined) return true;
  const value = own(object, name);
  if (value === undefined || value === null) return false;
  return rest.length === 0 || !isDataObject(value) || isPresent(value, rest);
}

/** Two fetches may list what they need in different orders; the entity is the same. */
function inOneOrder(representation: DataObject): DataObject {
  const ordered: DataObject = Object.create(null);
  for (const name of Object.keys(representation).sort()) setOwn(ordered, name, representation[name]);
  return ordered;
}
