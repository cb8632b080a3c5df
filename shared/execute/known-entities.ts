import type { CompiledFetch, EntityGroups } from '../core/compiled-plan.ts';
import { type DataObject, own, setOwn } from '../core/data-object.ts';

/** A value that one object has from another, because both are one entity. */
export interface CopiedValue {
  readonly from: DataObject;
  readonly to: DataObject;
  readonly key: string;
  /** The fetch that would have brought it. */
  readonly fetch: CompiledFetch;
}

/** The entities that a run has met and that may be met again, wherever they stand in the data. */
export interface KnownEntities {
  /** The nulls and lists with which objects were filled: an error in the one is an error in the other. */
  readonly copies: readonly CopiedValue[];
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
  const copies: CopiedValue[] = [];

  function copy(from: DataObject, to: DataObject, fetch: CompiledFetch): void {
    if (from === to) return;
    for (const key of fetch.brings) {
      const value = own(from, key);
      setOwn(to, key, value);
      if (value === null || Array.isArray(value)) copies.push({ from, to, key, fetch });
    }
  }

  return {
    copies,
    remember({ representations, targets }) {
      for (const [index, representation] of representations.entries()) {
        const objects = targets[index] ?? [];
        const all = known.get(representation);
        if (all === undefined) known.set(representation, [...objects]);
        else for (const object of objects) all.push(object);
      }
    },
    complete({ representations, targets, lacking }, fetch) {
      const remaining: [representation: string, objects: readonly DataObject[]][] = [];
      for (const [index, representation] of representations.entries()) {
        const objects = targets[index] ?? [];
        const complete = find(known.get(representation) ?? [], fetch.brings);
        if (complete === undefined) remaining.push([representation, objects]);
        else for (const object of objects) copy(complete, object, fetch);
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
