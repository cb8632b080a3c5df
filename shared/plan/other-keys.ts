import type { KeyIndex } from './key-index.ts';
import { holdsKey, withKeyFields } from './keys-in-document.ts';
import type { Detour, ParsedFetch } from './parsed-fetch.ts';
import type { KeyLeaf, TypeIndex } from './type-index.ts';

type Key = readonly KeyLeaf[];

/** A key that may be null in the data, and the type of the objects that are asked about with it. */
interface UncertainKey {
  readonly type: string;
  readonly key: Key;
}

const maxDetours = 2;

/**
 * The planner asks about an entity with one key. Where that may be null, the fetch that brings it also brings the other
 * keys that it can, and other subgraphs that resolve the entity by one of those say what the missing key is.
 */
export function offerOtherKeys(
  fetches: readonly ParsedFetch[],
  types: TypeIndex,
  keyIndex: KeyIndex,
): ParsedFetch[] {
  const offered = [...fetches];
  for (const [index, fetch] of fetches.entries()) {
    for (const { type, key } of uncertainKeys(fetch, types, keyIndex)) {
      const at = fetch.before.find((before) => holdsKey(offered[before], fetch.path, type, key));
      const supplier = at === undefined ? undefined : offered[at];
      if (at === undefined || supplier === undefined) continue;
      const from = supplier.node.serviceName;
      const given = (other: Key): boolean =>
        !isSame(other, key) && other.every((leaf) => keyIndex.resolves(from, type, leaf));
      const others = types.keysOf(type, fetch.node.serviceName).filter(given);
      const detours = detoursTo(fetch.node.serviceName, type, types, keyIndex)
        .filter((detour) => detour.subgraph !== from && given(detour.key))
        .slice(0, maxDetours);
      const wanted = [...others, ...detours.map((detour) => detour.key)];
      if (wanted.length === 0) continue;
      offered[at] = wanted.reduce(
        (more, other) => withKeyFields(more, fetch.path, type, key, other),
        supplier,
      );
      const known = offered[index]?.detours ?? [];
      offered[index] = { ...(offered[index] ?? fetch), detours: [...known, ...detours] };
    }
  }
  return offered;
}

function uncertainKeys({ node }: ParsedFetch, types: TypeIndex, keyIndex: KeyIndex): UncertainKey[] {
  return (node.requires ?? []).flatMap((fragment) => {
    if (fragment.kind !== 'InlineFragment' || fragment.typeCondition === undefined) return [];
    const type = fragment.typeCondition;
    if (!types.isObjectType(type)) return [];
    const names = new Set(fragment.selections.map((field) => (field.kind === 'Field' ? field.name : '')));
    const key = types
      .keysOf(type, node.serviceName)
      .find((leaves) => leaves.every(([name = '']) => names.has(name)));
    return key?.some((leaf) => keyIndex.mayBeNull(type, leaf)) ? [{ type, key }] : [];
  });
}

/** Ways from a key that the subgraph does not know to one that it does. */
function detoursTo(subgraph: string, type: string, types: TypeIndex, keyIndex: KeyIndex): Detour[] {
  const accepted = types.keysOf(type, subgraph);
  return types.resolversOf(type).flatMap((by) => {
    if (by === subgraph) return [];
    return types.keysOf(type, by).flatMap((key) => {
      if (accepted.some((one) => isSame(one, key))) return [];
      const brings = accepted.find((one) => one.every((leaf) => keyIndex.resolves(by, type, leaf)));
      return brings === undefined ? [] : [{ subgraph: by, type, key, brings }];
    });
  });
}

function isSame(one: Key, other: Key): boolean {
  return one.map(String).sort().join(' ') === other.map(String).sort().join(' ');
}
