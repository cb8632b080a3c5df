import { type DataObject, isDataObject, own, setOwn } from '../../../core/json/data-object.ts';
import { stringifyJson } from '../../../core/json/exact-json.ts';
import { mergeData } from '../../../core/json/merge-data.ts';
import type { RequiredField, RequiredNode } from '../../fetches/fetch-draft.ts';
import type { FieldSet } from '../../model/supergraph-model.ts';
import type { TypeIndex } from '../../model/type-index.ts';
import { compileFlatRepresentation } from './compile-flat-representation.ts';
import { completeKey, type KeyInput, type NullsInKeys, objectOf } from './complete-key.ts';
import { type NameTree, nameTreeOf, nameTreeOfLeaves, noNames } from './name-tree.ts';

export interface RepresentationInput {
  readonly requires: readonly RequiredNode[];
  /** The `@requires` selections of the fields that the fetch selects. */
  readonly requirements: ReadonlySet<FieldSet>;
  readonly subgraph: string;
  readonly types: TypeIndex;
  /** Changes the finished representation. */
  readonly rewrite: ((representation: unknown) => void) | undefined;
}

/** The representation of an object as JSON text; undefined if the object lacks required data. */
export type WriteRepresentation = (object: object, nulls: NullsInKeys) => string | undefined;

/** Copies the selected fields; false if the source lacks one of them. */
type Copy = (source: DataObject, target: DataObject) => boolean;

type Compilation = RepresentationInput & KeyInput;

/** The parts of keys and of other requirements that are selected at one level. */
interface Level {
  readonly isTop: boolean;
  readonly keys: NameTree;
  readonly required: NameTree;
}

/**
 * Compiles what a fetch requires of an object into a function that writes the object's representation.
 *
 * A plan uses one `@key`. For an object that lacks it, another key that the object has replaces it, if the subgraph resolves
 * the type by that key.
 */
export function compileRepresentation(input: RepresentationInput): WriteRepresentation {
  const required = nameTreeOf(input.requirements);
  const compilation: Compilation = {
    ...input,
    required,
    isObjectType: (name) => typeof name === 'string' && input.types.isObjectType(name),
  };
  const copy = compileSelections(input.requires, compilation, { isTop: true, keys: noNames, required });
  const writeFlat = input.rewrite === undefined ? compileFlatRepresentation(input) : undefined;
  return (object, nulls) => {
    const flat = writeFlat?.(object);
    if (flat !== undefined) return flat;
    if (!isDataObject(object)) return undefined;
    const representation: DataObject = Object.create(null);
    if (!copy(object, representation)) return undefined;
    input.rewrite?.(representation);
    const type = own(representation, '__typename');
    if (typeof type !== 'string' || !completeKey(object, representation, type, nulls, compilation))
      return undefined;
    return stringifyJson(inOneOrder(representation));
  };
}

function compileSelections(selections: readonly RequiredNode[], input: Compilation, level: Level): Copy {
  const copies = selections.map((selection): Copy => {
    if (selection.kind === 'Field') return compileField(selection, input, level);
    const { typeCondition } = selection;
    if (typeCondition === undefined) return compileSelections(selection.selections, input, level);
    const keys = level.isTop ? allKeys(typeCondition, input) : level.keys;
    const copy = compileSelections(selection.selections, input, { ...level, keys });
    return (source, target) => {
      const type = own(source, '__typename');
      return typeof type !== 'string' || !input.types.isSubtype(type, typeCondition) || copy(source, target);
    };
  });
  return (source, target) => copies.every((copy) => copy(source, target));
}

/** The keys by which the subgraph resolves a type, as one tree. */
function allKeys(type: string, { types, subgraph }: RepresentationInput): NameTree {
  return nameTreeOfLeaves(types.keysOf(type, subgraph).flat());
}

function compileField({ name, alias, selections }: RequiredField, input: Compilation, level: Level): Copy {
  const from = alias ?? name;
  const to = name;
  const keys = level.keys.get(to);
  const required = level.required.get(to);
  // Another key may replace fields that are required only for a key.
  const isReplaceable = keys !== undefined && required === undefined;
  const below: Level = { isTop: false, keys: keys ?? noNames, required: required ?? noNames };
  const copyInner = selections && compileSelections(selections, input, below);
  return (source, target) => {
    const value = own(source, from);
    const copied = copyInner === undefined ? value : copyValue(value, copyInner);
    if (copied === undefined) return isReplaceable;
    // A field may be required in several fragments that all apply to the object.
    if (copyInner === undefined || own(target, to) === undefined) setOwn(target, to, copied);
    else mergeData(target, objectOf(to, copied), input.isObjectType);
    return true;
  };
}

/** Undefined if required data is missing. */
function copyValue(value: unknown, copy: Copy): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => copyValue(item, copy));
    return items.includes(undefined) ? undefined : items;
  }
  if (!isDataObject(value)) return value;
  const target: DataObject = Object.create(null);
  return copy(value, target) ? target : undefined;
}

/** In one order, because two fetches may list the same requirements in different orders. */
function inOneOrder(representation: DataObject): DataObject {
  const ordered: DataObject = Object.create(null);
  for (const name of Object.keys(representation).sort()) setOwn(ordered, name, representation[name]);
  return ordered;
}
