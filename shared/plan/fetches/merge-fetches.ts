import type { Entry, Fetch } from '../solve/site.ts';
import type { KeyConversion } from './fetch-draft.ts';

/** The fetches of a plan, and the key conversions for the objects of each. */
export interface ChosenFetches {
  readonly fetches: readonly Fetch[];
  readonly conversions: ReadonlyMap<Fetch, readonly KeyConversion[]>;
}

/**
 * Merges fetches that request entities of one path from one subgraph. Fetches of the same step become one. An earlier fetch
 * also joins a later one, unless another fetch waits for it before that: a call less, in the same number of steps.
 */
export function mergeFetches({ fetches, conversions }: ChosenFetches): ChosenFetches {
  const merged = new Map<Fetch, Fetch>();
  const remaining = new Map<string, Fetch[]>();
  const dependents = new Map<Fetch, Fetch[]>();
  for (const fetch of fetches)
    for (const other of fetch.waitsFor) dependents.set(other, [...(dependents.get(other) ?? []), fetch]);
  const allConversions = new Map(conversions);
  // From the last step to the first, so that an earlier fetch finds the later one.
  for (const fetch of [...fetches].sort((a, b) => b.depth - a.depth || a.index - b.index)) {
    if (fetch.kind !== 'entities' || fetch.contexts.length > 0) continue;
    const place = `${fetch.subgraph} ${fetch.site.path.join('.')}`;
    const others = remaining.get(place) ?? [];
    const into = others.find((other) => isNeededAfter(fetch, other) && mayJoin(fetch, other));
    if (into === undefined) {
      remaining.set(place, [...others, fetch]);
      continue;
    }
    join(fetch, into);
    merged.set(fetch, into);
    allConversions.set(into, [...(allConversions.get(into) ?? []), ...(allConversions.get(fetch) ?? [])]);
    dependents.set(into, [...(dependents.get(into) ?? []), ...(dependents.get(fetch) ?? [])]);
  }
  const kept = fetches.filter((fetch) => !merged.has(fetch));
  for (const { waitsFor } of kept)
    for (const fetch of [...waitsFor]) {
      const into = merged.get(fetch);
      if (into === undefined) continue;
      waitsFor.delete(fetch);
      waitsFor.add(into);
    }
  return { fetches: kept, conversions: allConversions };

  /** Whether all fetches that wait for the one also start after the other. */
  function isNeededAfter(fetch: Fetch, other: Fetch): boolean {
    return (dependents.get(fetch) ?? []).every((one) => (merged.get(one) ?? one).depth > other.depth);
  }
}

/** Whether a representation has room for both. */
function mayJoin(fetch: Fetch, into: Fetch): boolean {
  for (const [place, key] of fetch.required) if ((into.required.get(place) ?? key) !== key) return false;
  const names = new Map<string, Entry>();
  for (const entry of into.entries.values()) for (const type of entry.types) names.set(type, entry);
  return [...fetch.entries.values()].every((entry) =>
    [...entry.types].every((type) => {
      const other = names.get(type) ?? into.entries.get(entry.typeName);
      return other === undefined || (other.typeName === entry.typeName && other.isTyped === entry.isTyped);
    }),
  );
}

function join(fetch: Fetch, into: Fetch): void {
  into.covers.push(...fetch.covers);
  for (const [place, key] of fetch.required) into.required.set(place, key);
  for (const other of fetch.waitsFor) into.waitsFor.add(other);
  for (const [name, entry] of fetch.entries) {
    const known = into.entries.get(name);
    if (known === undefined) {
      into.entries.set(name, entry);
      continue;
    }
    for (const type of entry.types) known.types.add(type);
    for (const field of entry.fields) known.fields.add(field);
    for (const key of entry.keys) known.keys.add(key);
  }
}
