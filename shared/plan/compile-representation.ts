import type { QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DataObject, isDataObject, own, setOwn } from '../core/data-object.ts';
import { compileFlatRepresentation } from './compile-flat-representation.ts';
import type { FixedField } from './required-fields.ts';
import type { KeyLeaf, TypeIndex } from './type-index.ts';

export interface RepresentationInput {
  readonly requires: readonly QueryPlanSelectionNode[];
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
  const copy = compileSelections(input.requires, input);
  const writeFlat = input.rewrite === undefined ? compileFlatRepresentation(input) : undefined;
  return (object) => {
    const flat = writeFlat?.(object);
    if (flat !== undefined) return flat;
    if (!isDataObject(object)) return undefined;
    const representation: DataObject = Object.create(null);
    copy(object, representation);
    input.rewrite?.(representation);
    const type = own(representation, '__typename');
    if (typeof type !== 'string' || !completeKey(object, representation, type, input)) return undefined;
    return JSON.stringify(inOneOrder(representation));
  };
}

function compileSelections(selections: readonly QueryPlanSelectionNode[], input: RepresentationInput): Copy {
  const copies = selections.map((selection): Copy => {
    if (selection.kind === 'Field') return compileField(selection, input);
    const { typeCondition } = selection;
    const copy = compileSelections(selection.selections, input);
    if (typeCondition === undefined) return copy;
    return (source, target) => {
      const type = own(source, '__typename');
      if (typeof type !== 'string' || !input.types.isSubtype(type, typeCondition)) return true;
      const part: DataObject = Object.create(null);
      if (copy(source, part)) Object.assign(target, part);
      return true;
    };
  });
  return (source, target) => copies.every((copy) => copy(source, target));
}

function compileField({ name, alias, selections }: QueryPlanFieldNode, input: RepresentationInput): Copy {
  const from = alias ?? name;
  const to = input.fixedFields.get(name)?.name ?? from;
  const copyInner = selections && compileSelections(selections, input);
  return (source, target) => {
    const value = own(source, from);
    if (value === undefined) return false;
    setOwn(target, to, copyInner === undefined ? value : copyValue(value, copyInner));
    return true;
  };
}

function copyValue(value: unknown, copy: Copy): unknown {
  if (Array.isArray(value)) return value.map((item) => copyValue(item, copy));
  if (!isDataObject(value)) return value;
  const target: DataObject = Object.create(null);
  return copy(value, target) ? target : null;
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
  const other = keys.find((key) => key.every((leaf) => isPresent(object, leaf)));
  if (other === undefined) return false;
  for (const [name] of keys.flat()) if (name !== undefined) delete representation[name];
  for (const [name] of other) if (name !== undefined) setOwn(representation, name, own(object, name));
  return true;
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
