import { type FieldNode, Kind } from 'graphql';
import type { KeyOf } from '../../core/compiled-plan.ts';
import { fieldNode, nameNode } from '../../core/graphql/nodes.ts';
import type { FieldSet, FieldSetSelection, SupergraphModel } from '../model/supergraph-model.ts';
import { always } from './guards.ts';
import { listDepthOf } from './normalize.ts';
import type { ObjectSelection, SelectedField } from './selection.ts';

/** Selects a field set for objects of one type; the fields of equal field sets are the same objects. */
export type FieldSetSelector = (fields: FieldSet, objectType: string) => readonly SelectedField[];

export function createFieldSetSelector(keyOf: KeyOf, model: SupergraphModel): FieldSetSelector {
  const known = new Map<FieldSet, Map<string, readonly SelectedField[]>>();
  return (fields, type) => {
    const byType = known.get(fields) ?? new Map<string, readonly SelectedField[]>();
    known.set(fields, byType);
    const selected = byType.get(type) ?? selectFieldSet(fields, type, keyOf, model);
    byType.set(type, selected);
    return selected;
  };
}

/** The fields of a field set for objects of one type, as an operation would select them. */
function selectFieldSet(
  fields: FieldSet,
  objectType: string,
  keyOf: KeyOf,
  model: SupergraphModel,
): SelectedField[] {
  return select(fields, new Set([objectType]));

  function select(set: FieldSet, types: ReadonlySet<string>): SelectedField[] {
    const groups = new Map<
      string,
      { selection: FieldSetSelection; types: ReadonlySet<string>; inner: FieldSet }
    >();
    for (const selection of set) {
      const named = selection.on === undefined ? undefined : model.types.get(selection.on)?.objectTypes;
      const own = named === undefined ? types : new Set([...types].filter((type) => named.has(type)));
      if (own.size === 0) continue;
      const id = `${keyOf(nodeOf(selection))} ${[...own].join(' ')}`;
      const known = groups.get(id);
      groups.set(id, { selection, types: own, inner: [...(known?.inner ?? []), ...selection.selections] });
    }
    return [...groups.values()].map((one) => selected(one.selection, one.types, one.inner));
  }

  function selected(
    selection: FieldSetSelection,
    types: ReadonlySet<string>,
    inner: FieldSet,
  ): SelectedField {
    const bare = nodeOf(selection);
    const key = keyOf(bare);
    const [first = ''] = types;
    const definition = model.types.get(first)?.fields.get(selection.name);
    return {
      key,
      name: selection.name,
      node: key === selection.name ? bare : { ...bare, alias: nameNode(key) },
      types,
      guard: always,
      isNamed: true,
      inner: inner.length === 0 || definition === undefined ? undefined : innerOf(definition.typeName, inner),
      listDepth: listDepthOf(definition),
    };
  }

  function innerOf(typeName: string, inner: FieldSet): ObjectSelection {
    const types = model.types.get(typeName)?.objectTypes ?? new Set();
    return { typeName, fields: select(inner, types), typeGuard: undefined };
  }
}

function nodeOf({ name, arguments: args }: FieldSetSelection): FieldNode {
  return fieldNode(name, args.length > 0 ? { arguments: args } : {});
}

export const typenameField: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
