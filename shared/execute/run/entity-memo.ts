import type { CompiledFetch, EntityGroups } from '../../core/compiled-plan.ts';
import { type DataObject, own, setOwn } from '../../core/json/data-object.ts';
import type { Substitutes } from '../degradation/substitutes.ts';

/** The entities that a run has met and that may be met again, wherever they stand in the data. */
export interface EntityMemo {
  remember(groups: EntityGroups): void;
  /**
   * Remembers, and fills objects from others that are the same entity and have all that the fetch would bring, as a
   * subgraph has given it. Returns those that remain to be fetched.
   */
  complete(groups: EntityGroups, fetch: CompiledFetch): EntityGroups;
  /** After a write, what was read before may not be true. */
  forget(): void;
}

export function createEntityMemo(standIns: Substitutes): EntityMemo {
  /** By representation: the objects of each meeting, as they came. */
  const known = new Map<string, (readonly DataObject[])[]>();

  function copy(from: DataObject, to: DataObject, fetch: CompiledFetch): void {
    if (from === to) return;
    for (const key of fetch.brings) setOwn(to, key, own(from, key));
  }

  function meet(representation: string, objects: readonly DataObject[]): void {
    const meetings = known.get(representation);
    if (meetings === undefined) known.set(representation, [objects]);
    else meetings.push(objects);
  }

  /** One that has all of these keys, met before or among these. */
  function find(
    representation: string,
    objects: readonly DataObject[],
    keys: readonly string[],
  ): DataObject | undefined {
    for (const meeting of known.get(representation) ?? none) {
      const complete = findComplete(meeting, keys, standIns);
      if (complete !== undefined) return complete;
    }
    return findComplete(objects, keys, standIns);
  }

  return {
    remember({ representations, targets }) {
      for (let index = 0; index < representations.length; index++)
        meet(representations[index] ?? '', targets[index] ?? []);
    },
    complete(groups, fetch) {
      const { representations, targets, lacking } = groups;
      const toAsk: string[] = [];
      const toFill: (readonly DataObject[])[] = [];
      for (let index = 0; index < representations.length; index++) {
        const representation = representations[index] ?? '';
        const objects = targets[index] ?? [];
        const complete = find(representation, objects, fetch.brings);
        meet(representation, objects);
        if (complete === undefined) {
          toAsk.push(representation);
          toFill.push(objects);
        } else for (const object of objects) copy(complete, object, fetch);
      }
      if (toAsk.length === representations.length) return groups;
      return { representations: toAsk, targets: toFill, lacking };
    },
    forget: () => known.clear(),
  };
}

const none: readonly (readonly DataObject[])[] = [];

function findComplete(
  objects: readonly DataObject[],
  keys: readonly string[],
  standIns: Substitutes,
): DataObject | undefined {
  for (const object of objects) if (hasAll(object, keys, standIns)) return object;
  return undefined;
}

function hasAll(object: DataObject, keys: readonly string[], standIns: Substitutes): boolean {
  for (const key of keys) if (own(object, key) === undefined) return false;
  return standIns.isEmpty() || !keys.some((key) => standIns.has(object, key));
}
