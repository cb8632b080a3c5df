import type { FloorCall } from './workload.ts';

/** The call that fetches fields of entities from a subgraph; `selection` is a type with braces, `Product { price }`. */
export function entitiesCall(
  subgraph: string,
  selection: string,
  representations: readonly Readonly<Record<string, unknown>>[],
): FloorCall {
  return {
    subgraph,
    query: `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${selection} } }`,
    variables: { representations },
  };
}
