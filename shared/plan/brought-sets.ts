import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { type Conditions, conditionsOf } from '../core/graphql/conditions.ts';
import { renamedKeys } from './compile-rewrites.ts';
import { firstSets, withoutLists } from './fetch-positions.ts';
import type { ParsedFetch } from './parsed-fetch.ts';
import type { SubgraphTypes } from './subgraph-types.ts';
import type { TypeIndex } from './type-index.ts';

/** A selection set of a fetch at one position of the merged data. */
export interface BroughtSet {
  /** Index of the fetch. */
  readonly fetch: number;
  readonly subgraph: string;
  readonly set: SelectionSetNode;
  /** The type of its objects in the subgraph; undefined where that is not known. */
  readonly type: string | undefined;
  /** The object types that the fetch itself brings there; none where it starts with objects of others. */
  readonly brings: ReadonlySet<string>;
  readonly conditions: Conditions;
  /** The response keys that lead there from the start of the fetch. */
  readonly way: readonly string[];
}

export interface SelectedField {
  readonly field: FieldNode;
  /** In the merged data. */
  readonly key: string;
  /** The innermost type that is known of its object. */
  readonly type: string | undefined;
  readonly conditions: Conditions;
}

export interface GraphTypes {
  readonly types: TypeIndex;
  readonly subgraphTypes: SubgraphTypes;
}

// Composition gives the root types of every subgraph these names.
const rootTypes = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

/** All sets of all fetches, by position. */
export function readBroughtSets(
  fetches: readonly ParsedFetch[],
  graph: GraphTypes,
): ReadonlyMap<string, readonly BroughtSet[]> {
  const byPosition = new Map<string, BroughtSet[]>();
  for (const [fetch, { node, path, conditions, document }] of fetches.entries()) {
    const isEntityFetch = node.requires !== undefined;
    const renamed = renamedKeys(node.outputRewrites);
    const isRoot = !isEntityFetch && path.length === 0;
    const type = isRoot ? rootTypes[node.operationKind] : undefined;
    for (const set of firstSets(document, isEntityFetch)) {
      const first: BroughtSet = {
        fetch,
        subgraph: node.serviceName,
        set,
        type,
        brings: new Set(type === undefined ? [] : [type]),
        conditions: new Map(conditions.map(({ variable, value }) => [variable, value])),
        way: [],
      };
      add(withoutLists(path), first, renamed);
    }
  }
  return byPosition;

  function add(path: readonly string[], one: BroughtSet, renamed: ReadonlyMap<string, string>): void {
    const position = path.join('.');
    byPosition.set(position, [...(byPosition.get(position) ?? []), one]);
    for (const { field, key, type, conditions } of selectedFields(one, renamed)) {
      const { selectionSet: set, alias, name } = field;
      if (set === undefined) continue;
      const value =
        type === undefined ? undefined : graph.subgraphTypes.valueTypeOf(one.subgraph, type, name.value);
      const way = [...one.way, (alias ?? name).value];
      const brings = value === undefined ? none : typesBrought(one.subgraph, value, graph);
      add([...path, key], { ...one, set, type: value, brings, conditions, way }, renamed);
    }
  }
}

const none: ReadonlySet<string> = new Set();

/** Behind an `@interfaceObject` there may be any of its types. */
function typesBrought(
  subgraph: string,
  type: string,
  { types, subgraphTypes }: GraphTypes,
): ReadonlySet<string> {
  return subgraphTypes.isInterfaceObject(subgraph, type)
    ? new Set(types.objectTypesOf(type))
    : subgraphTypes.objectTypesOf(subgraph, type);
}

/** The fields of a set, fragments resolved. `applies`: whether objects in question are of a fragment's type. */
export function selectedFields(
  { set, type, conditions: around }: BroughtSet,
  renamed: ReadonlyMap<string, string>,
  applies: (condition: string) => boolean = () => true,
): SelectedField[] {
  const found: SelectedField[] = [];
  collect(set, type, around);
  return found;

  function collect({ selections }: SelectionSetNode, on: string | undefined, given: Conditions): void {
    for (const selection of selections) {
      const conditions = conditionsOf(selection, given);
      if (conditions === undefined) continue;
      if (selection.kind === Kind.FIELD) {
        const asked = (selection.alias ?? selection.name).value;
        found.push({ field: selection, key: renamed.get(asked) ?? asked, type: on, conditions });
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        if (condition === undefined || applies(condition))
          collect(selection.selectionSet, condition ?? on, conditions);
      }
    }
  }
}
