import type { FieldSet, SupergraphModel } from '../model/supergraph-model.ts';
import { type KeyLeaf, leavesOf, type TypeIndex } from '../model/type-index.ts';
import type { FieldSetSelector } from '../operation/field-set-selection.ts';
import type { Guard } from '../operation/guards.ts';
import type { SelectedField } from '../operation/selection.ts';
import type { FetchGraph } from '../solve/fetch-graph.ts';
import type { Cover, Entry, Fetch } from '../solve/site.ts';
import type { KeyConversion } from './fetch-draft.ts';

const maxConversions = 2;

/**
 * A fetch requests an entity by one key. If that may be null, the fetch that returns the key also returns the other keys that
 * its subgraph resolves, and subgraphs that resolve the entity by one of those can return the missing key.
 */
export function addAlternativeKeys(
  graph: FetchGraph,
  model: SupergraphModel,
  types: TypeIndex,
  select: FieldSetSelector,
): ReadonlyMap<Fetch, readonly KeyConversion[]> {
  const conversions = new Map<Fetch, KeyConversion[]>();
  for (const fetch of [...graph.fetches])
    for (const entry of fetch.entries.values())
      if (!entry.isInterface)
        conversions.set(fetch, [...(conversions.get(fetch) ?? []), ...addTo(fetch, entry)]);
  return conversions;

  function addTo(fetch: Fetch, { typeName: type, keys }: Entry): KeyConversion[] {
    const [used] = keys;
    const accepted = model.types.get(type)?.parts.get(fetch.subgraph)?.keys ?? [];
    if (used === undefined) return [];
    const key = leavesOf(used.fields);
    if (!key.some((leaf) => types.mayBeNull(type, leaf))) return [];
    const source = findSource(fetch, type, used.fields[0]?.name);
    if (source === undefined) return [];
    const { cover, guard } = source;
    const by = cover.fetch.subgraph;
    const isGiven = (leaves: readonly KeyLeaf[]): boolean =>
      !isSame(leaves, key) && leaves.every((leaf) => types.resolves(by, type, leaf));
    for (const other of accepted)
      if (other.isResolvable && isGiven(leavesOf(other.fields)))
        for (const field of select(other.fields, type)) selectWhole(cover, field, type, guard);
    const conversions = conversionsTo(fetch.subgraph, type)
      .filter((one) => one.subgraph !== by && isGiven(one.key))
      .slice(0, maxConversions);
    for (const one of conversions)
      for (const field of select(one.fields, type)) selectWhole(cover, field, type, guard);
    return conversions;
  }

  /** The selection of a key among the fetches that this one waits for. */
  function findSource(
    { waitsFor, site }: Fetch,
    type: string,
    name: string | undefined,
  ): { readonly cover: Cover; readonly guard: Guard } | undefined {
    for (const cover of graph.coversOf(site)) {
      if (!waitsFor.has(cover.fetch)) continue;
      for (const { field, types: own, guard } of cover.selections.values())
        if (field.name === name && own.has(type)) return { cover, guard };
    }
    return undefined;
  }

  function selectWhole(cover: Cover, field: SelectedField, type: string, guard: Guard): void {
    const covered = graph.select(cover, field, type, guard, undefined);
    if (field.inner === undefined) return;
    const [site = graph.site(cover.site, field, [type], true)] = cover.site.inner.get(field) ?? [];
    covered.inner ??= graph.cover(cover.fetch, site);
    for (const inner of field.inner.fields)
      for (const one of inner.types) selectWhole(covered.inner, inner, one, guard);
  }

  /** Conversions from keys that the subgraph does not accept to one that it accepts. */
  function conversionsTo(subgraph: string, type: string): (KeyConversion & { readonly fields: FieldSet })[] {
    const accepted = types.keysOf(type, subgraph);
    return [...(model.types.get(type)?.parts.values() ?? [])].flatMap((part) => {
      if (part.subgraph === subgraph) return [];
      return part.keys.flatMap(({ fields, isResolvable }) => {
        const key = leavesOf(fields);
        if (!isResolvable || accepted.some((one) => isSame(one, key))) return [];
        const returned = accepted.find((one) =>
          one.every((leaf) => types.resolves(part.subgraph, type, leaf)),
        );
        return returned === undefined ? [] : [{ subgraph: part.subgraph, type, key, returned, fields }];
      });
    });
  }
}

function isSame(one: readonly KeyLeaf[], other: readonly KeyLeaf[]): boolean {
  return one.map(String).sort().join(' ') === other.map(String).sort().join(' ');
}
