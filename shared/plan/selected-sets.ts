import type { QueryPlanInlineFragmentNode } from '@apollo/query-planner';
import type { SelectionSetNode } from 'graphql';
import type { Conditions } from '../core/graphql/conditions.ts';
import { firstSets, withoutLists } from './fetch-positions.ts';
import type { ParsedFetch } from './parsed-fetch.ts';

/** What a fetch asks for of the objects at one position of the merged data. */
export interface SelectedSet {
  /** Index of the fetch. */
  readonly fetch: number;
  readonly subgraph: string;
  readonly set: SelectionSetNode;
  /** The type of which the subgraph knows the objects to be; undefined where they are told apart by fragments only. */
  readonly type: string | undefined;
  /** The types of the objects that the fetch itself brings there. */
  readonly brings: ReadonlySet<string>;
  /** Response keys from the start of the fetch's data. */
  readonly way: readonly string[];
  readonly conditions: Conditions;
  /** What the fetch must know of its objects, where it begins here with some that others bring. */
  readonly requires: readonly QueryPlanInlineFragmentNode[] | undefined;
}

/** What each fetch begins with, by position. `rootType`: of the operation that is planned. */
export function firstSetsByPosition(
  fetches: readonly ParsedFetch[],
  rootType: string,
): ReadonlyMap<string, readonly SelectedSet[]> {
  const byPosition = new Map<string, SelectedSet[]>();
  for (const [fetch, { node, path, conditions, document }] of fetches.entries()) {
    const position = withoutLists(path).join('.');
    const isRoot = node.requires === undefined && path.length === 0;
    const sets = firstSets(document, node.requires !== undefined).map(
      (set): SelectedSet => ({
        fetch,
        subgraph: node.serviceName,
        set,
        type: isRoot ? rootType : undefined,
        brings: new Set(isRoot ? [rootType] : []),
        way: [],
        requires: node.requires?.filter((one) => one.kind === 'InlineFragment'),
        conditions: new Map(conditions.map(({ variable, value }) => [variable, value])),
      }),
    );
    byPosition.set(position, [...(byPosition.get(position) ?? []), ...sets]);
  }
  return byPosition;
}
