import {
  type FieldNode,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { KeyOf } from '../../core/compiled-plan.ts';
import { visitFields } from '../../core/graphql/visit-fields.ts';
import { type DataObject, isDataObject, own, setOwn } from '../../core/json/data-object.ts';
import type { Needs } from '../../core/response-writer.ts';

/** Copies the selected fields of an object of the graph's data, under the names of the fields. */
export type Project = (value: unknown) => unknown;

type Copy = (from: DataObject, to: DataObject) => void;

/**
 * Compiles the projection of a selection. `requires`: has no aliases. Lists are projected item by item. `typename`: the type
 * of the objects, if their data does not contain it.
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
        join(to, project(from));
      },
    ];
  });
  return function project(value): unknown {
    if (Array.isArray(value)) return value.map(project);
    if (!isDataObject(value)) return value;
    const to: DataObject = Object.create(null);
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
    put(to, name, project === undefined ? value : project(value));
  };
}

/** Merges with an earlier value: a field and a fragment, or two fragments, may select different parts of the same object. */
function put(to: DataObject, name: string, value: unknown): void {
  setOwn(to, name, Object.hasOwn(to, name) ? join(to[name], value) : value);
}

/** Merges two projections of one value into the first. */
function join(one: unknown, other: unknown): unknown {
  if (one === other) return one;
  if (Array.isArray(one) && Array.isArray(other)) return one.map((item, index) => join(item, other[index]));
  if (!isDataObject(one) || !isDataObject(other)) return other;
  for (const [name, value] of Object.entries(other)) put(one, name, value);
  return one;
}

function isOf(condition: string, typename: unknown, graph: GraphQLSchema): boolean {
  if (typename === condition) return true;
  const conditionType = graph.getType(condition);
  const type = graph.getType(String(typename));
  return isAbstractType(conditionType) && isObjectType(type) && graph.isSubType(conditionType, type);
}

/** The fields of an object that selections need. */
export function needsOf(sets: readonly SelectionSetNode[], keyOf: KeyOf): Needs {
  const below = new Map<string, SelectionSetNode[]>();
  visitFields(sets, undefined, {}, (field) => {
    const key = keyOf(field);
    const known = below.get(key) ?? [];
    below.set(key, field.selectionSet ? [...known, field.selectionSet] : known);
  });
  return new Map(Array.from(below, ([key, inside]) => [key, needsOf(inside, keyOf)]));
}
