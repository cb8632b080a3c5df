import {
  type FieldNode,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { KeyOf } from '../../core/compiled-plan.ts';
import { type DataObject, isDataObject, own, setOwn } from '../../core/data-object.ts';
import type { Needs } from '../../core/shape-program.ts';

/** Takes what a selection asks for out of an object of the graph's data, under the names of the fields. */
export type Project = (value: unknown) => unknown;

type Copy = (from: DataObject, to: Record<string, unknown>) => void;

/**
 * `requires`: without aliases. Lists are projected item by item. `typename`: of the objects, where their data does not
 * tell it.
 */
export function compileProjection(
  requires: SelectionSetNode,
  keyOf: KeyOf,
  graph: GraphQLSchema,
  typename?: string,
): Project {
  const copies = requires.selections.flatMap((selection): Copy[] => {
    if (selection.kind === Kind.FIELD) return [compileField(selection, keyOf, graph, typename)];
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    const project = compileProjection(selection.selectionSet, keyOf, graph, typename);
    const condition = selection.typeCondition?.name.value;
    return [
      (from, to) => {
        if (condition !== undefined && !isOf(condition, own(from, '__typename') ?? typename, graph)) return;
        const part = project(from);
        if (isDataObject(part)) Object.assign(to, part);
      },
    ];
  });
  return function project(value): unknown {
    if (Array.isArray(value)) return value.map(project);
    if (!isDataObject(value)) return value;
    const to: Record<string, unknown> = Object.create(null);
    for (const copy of copies) copy(value, to);
    return to;
  };
}

function compileField(
  field: FieldNode,
  keyOf: KeyOf,
  graph: GraphQLSchema,
  typename: string | undefined,
): Copy {
  const key = keyOf(field);
  const name = field.name.value;
  const project = field.selectionSet && compileProjection(field.selectionSet, keyOf, graph);
  return (from, to) => {
    const value = own(from, key) ?? (name === '__typename' ? typename : undefined) ?? null;
    setOwn(to, name, project === undefined ? value : project(value));
  };
}

function isOf(condition: string, typename: unknown, graph: GraphQLSchema): boolean {
  if (typename === condition) return true;
  const wanted = graph.getType(condition);
  const type = graph.getType(String(typename));
  return isAbstractType(wanted) && isObjectType(type) && graph.isSubType(wanted, type);
}

/** What a selection needs of an object. */
export function needsOf(requires: SelectionSetNode, keyOf: KeyOf): Needs {
  return requires.selections.reduce<Needs>((needs, selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return needs;
    const inside = selection.selectionSet ? needsOf(selection.selectionSet, keyOf) : new Map<string, Needs>();
    return joined(needs, selection.kind === Kind.FIELD ? new Map([[keyOf(selection), inside]]) : inside);
  }, new Map());
}

/** Fragments of different types may need the same of different objects. */
function joined(one: Needs, other: Needs): Needs {
  const both = new Map(one);
  for (const [key, inside] of other) both.set(key, joined(both.get(key) ?? new Map(), inside));
  return both;
}
