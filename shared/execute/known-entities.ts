import type { CompiledFetch, EntityRequest } from '../core/compiled-plan.ts';
import { type DataObject, own, setOwn } from '../core/data-object.ts';

/** Objects that are one entity, by its representation. */
export type TargetsByRepresentation = ReadonlyMap<string, readonly DataObject[]>;

/** A value that one object has from another, because both are one entity. */
export interface CopiedValue {
  readonly from: DataObject;
  readonly to: DataObject;
  readonly key: string;
  /** The fetch that would have brought it. */
  readonly fetch: CompiledFetch;
}

/** The entities that a run has met, wherever they stand in the data. */
export interface KnownEntities {
  /** The nulls and lists with which objects were filled: an error in the one is an error in the other. */
  readonly copies: readonly CopiedValue[];
  /**
   * Fills objects from others that are the same entity and have all that the fetch would bring. Returns those that
   * remain to be fetched.
   */
  complete(
    targets: TargetsByRepresentation,
    fetch: CompiledFetch,
    request: EntityRequest,
  ): TargetsByRepresentation;
  /** After a write, what was read before may not be true. */
  forget(): void;
}

export function createKnownEntities(): KnownEntities {
  const known = new Map<string, Set<DataObject>>();
  const copies: CopiedValue[] = [];

  function remember(representation: string, objects: readonly DataObject[]): Set<DataObject> {
    let all = known.get(representation);
    if (all === undefined) {
      all = new Set();
      known.set(representation, all);
    }
    for (const object of objects) all.add(object);
    return all;
  }

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
    complete(targets, fetch, { isFlat }) {
      const { brings } = fetch;
      const remaining = new Map<string, readonly DataObject[]>();
      for (const [representation, objects] of targets) {
        const same = remember(representation, objects);
        // A type that is asked for may be another than the one that is known.
        const complete =
          isFlat && brings.length > 0 ? find(same, (object) => hasAll(object, brings)) : undefined;
        if (complete === undefined) remaining.set(representation, objects);
        else for (const object of objects) copy(complete, object, fetch);
      }
      return remaining;
    },
    forget: () => known.clear(),
  };
}

function find(
  objects: Iterable<DataObject>,
  matches: (object: DataObject) => boolean,
): DataObject | undefined {
  for (const object of objects) if (matches(object)) return object;
  return undefined;
}

function hasAll(object: DataObject, keys: readonly string[]): boolean {
  return keys.every((key) => own(object, key) !== undefined);
}
