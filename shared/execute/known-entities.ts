import type { CompiledFetch, EntityGroups } from '../core/compiled-plan.ts';
import { type DataObject, own, setOwn } from '../core/data-object.ts';

/** The entities that a run has met and that may be met again, wherever they stand in the data. */
export interface KnownEntities {
  remember(groups: EntityGroups): void;
  /**
   * Fills objects from others that are the same entity and have all that the fetch would bring. Returns those that
   * remain to be fetched.
   */
  complete(groups: EntityGroups, fetch: CompiledFetch): EntityGroups;
  /** After a write, what was read before may not be true. */
  forget(): void;
}

export function createKnownEntities(): KnownEntities {
  const known = new Map<string, DataObject[]>();
  return {
    remember({ representations, targets }) {
      for (const [index, representation] of representations.entries()) {
        const objects = targets[index] ?? [];
        const all = known.get(representation);
        if (all === undefined) known.set(representation, [...objects]);
        else for (const object of objects) all.push(object);
      }
    },
    complete({ representations, targets, lacking }, { brings }) {
      const remaining: [representation: string, objects: readonly DataObject[]][] = [];
      for (const [index, representation] of representations.entries()) {
        const objects = targets[index] ?? [];
        const complete = find(known.get(representation) ?? [], brings);
        if (complete === undefined) remaining.push([representation, objects]);
        else for (const object of objects) copy(complete, object, brings);
      }
      return {
        representations: remaining.map(([representation]) => representation),
        targets: remaining.map(([, objects]) => objects),
        lacking,
      };
    },
    forget: () => known.clear(),
  };
}

function find(objects: Iterable<DataObject>, keys: readonly string[]): DataObject | undefined {
  for (const object of objects) if (keys.every((key) => own(object, key) !== undefined)) return object;
  return undefined;
}

function copy(from: DataObject, to: DataObject, keys: readonly string[]): void {
  if (from !== to) for (const key of keys) setOwn(to, key, own(from, key));
}
