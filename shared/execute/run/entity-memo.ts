import type { CompiledFetch, EntityGroups } from '../../core/compiled-plan.ts';
import { type DataObject, own } from '../../core/json/data-object.ts';
import type { MergedData } from '../data/merged-data.ts';
import type { Substitutes } from '../data/substitutes.ts';

/** The entities that a request has read since its last write and may need again, wherever they are in the data. */
export interface EntityMemo {
  remember(groups: EntityGroups): void;
  /**
   * Remembers the objects, and fills them from others of the same entity that have all fields of the fetch from a
   * subgraph, not substitutes. Returns the entities that remain to be fetched.
   */
  complete(groups: EntityGroups, fetch: CompiledFetch, data: MergedData): EntityGroups;
}

export function createEntityMemo(): EntityMemo {
  /** The objects of each call, in order, by representation. */
  const known = new Map<string, (readonly DataObject[])[]>();

  function meet(representation: string, objects: readonly DataObject[]): void {
    const meetings = known.get(representation);
    if (meetings === undefined) known.set(representation, [objects]);
    else meetings.push(objects);
  }

  /** Finds an object with all of these keys, among the objects of earlier calls and these. */
  function find(
    representation: string,
    objects: readonly DataObject[],
    keys: readonly string[],
    substitutes: Substitutes,
  ): DataObject | undefined {
    for (const meeting of known.get(representation) ?? none) {
      const complete = findComplete(meeting, keys, substitutes);
      if (complete !== undefined) return complete;
    }
    return findComplete(objects, keys, substitutes);
  }

  return {
    remember({ representations, targets }) {
      for (let index = 0; index < representations.length; index++)
        meet(representations[index] ?? '', targets[index] ?? []);
    },
    complete(groups, { brings }, data) {
      const { representations, targets, lacking } = groups;
      const toRequest: string[] = [];
      const toFill: (readonly DataObject[])[] = [];
      for (let index = 0; index < representations.length; index++) {
        const representation = representations[index] ?? '';
        const objects = targets[index] ?? [];
        const complete = find(representation, objects, brings, data.substitutes);
        meet(representation, objects);
        if (complete === undefined) {
          toRequest.push(representation);
          toFill.push(objects);
        } else for (const object of objects) data.copy(complete, object, brings);
      }
      if (toRequest.length === representations.length) return groups;
      return { representations: toRequest, targets: toFill, lacking };
    },
  };
}

const none: readonly (readonly DataObject[])[] = [];

function findComplete(
  objects: readonly DataObject[],
  keys: readonly string[],
  substitutes: Substitutes,
): DataObject | undefined {
  for (const object of objects) if (hasAll(object, keys, substitutes)) return object;
  return undefined;
}

function hasAll(object: DataObject, keys: readonly string[], substitutes: Substitutes): boolean {
  for (const key of keys) if (own(object, key) === undefined) return false;
  return substitutes.isEmpty() || !keys.some((key) => substitutes.has(object, key));
}
