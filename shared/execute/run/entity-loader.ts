import DataLoader from 'dataloader';
import { copyData } from '../../core/json/copy-data.ts';
import type { SubgraphError, SubgraphResponse } from '../../core/upstream-calls.ts';
import { type EntityResults, readEntities } from './read-entities.ts';

/** Requests entities from a subgraph by their representations (JSON texts). */
export type RequestEntities = (representations: readonly string[]) => Promise<SubgraphResponse>;

/** Returns the results for these entities. Rejects with the error of a call for one of them. */
export type LoadEntities = (representations: readonly string[]) => Promise<EntityResults>;

/** The calls for entities of one client request, since its last write. */
export interface EntityLoaders {
  /**
   * Fetches with the same identity share calls: those that are ready together make one call. `recurs`: the results are
   * retained, so that later fetches share them too.
   */
  loader(identity: string, recurs: boolean, request: RequestEntities): LoadEntities;
}

/** The entities that one call requests. */
interface Batch {
  call?: Promise<EntityResults>;
}

/** The location of the result for one entity, which may not have arrived yet. */
interface EntityPosition {
  readonly batch: Batch;
  readonly index: number;
}

export function createEntityLoaders(): EntityLoaders {
  const loaders = new Map<string, LoadEntities>();
  return {
    loader(identity, recurs, request) {
      const known = loaders.get(identity);
      if (known !== undefined) return known;
      const load = recurs ? createLoader(request) : loadAlone(request);
      loaders.set(identity, load);
      return load;
    },
  };
}

function loadAlone(request: RequestEntities): LoadEntities {
  return async (representations) => readEntities(await request(representations), representations.length);
}

/** The loader's keys are lists, one for each fetch: a promise for each entity would cost more than all the rest. */
function createLoader(request: RequestEntities): LoadEntities {
  const positions = new Map<string, EntityPosition>();
  const load = loadAlone(request);
  const loader = new DataLoader<readonly string[], EntityResults>(
    (lists) => {
      callForNew(lists);
      return Promise.all(lists.map((list) => collect(list).catch(asError)));
    },
    { cache: false },
  );

  function callForNew(lists: readonly (readonly string[])[]): void {
    const fresh: string[] = [];
    const batch: Batch = {};
    for (const list of lists) {
      for (const representation of list) {
        if (positions.has(representation)) continue;
        positions.set(representation, { batch, index: fresh.length });
        fresh.push(representation);
      }
    }
    if (fresh.length === 0) return;
    batch.call = load(fresh);
    // `collect` reports the failure; after the failure of an earlier batch it does not read this one.
    batch.call.catch(() => {});
  }

  async function collect(representations: readonly string[]): Promise<EntityResults> {
    const entities: unknown[] = [];
    const errors = new Map<number, readonly SubgraphError[]>();
    let results: EntityResults | undefined;
    let batch: Batch | undefined;
    for (let at = 0; at < representations.length; at++) {
      const position = positions.get(representations[at] ?? '');
      if (position !== undefined && position.batch !== batch) {
        batch = position.batch;
        results = await batch.call;
      }
      if (position === undefined || results === undefined) throw new TypeError('every entity was requested');
      const entity = results.entities[position.index];
      const about = results.errors.get(position.index);
      if (about !== undefined) errors.set(at, about);
      // Each fetch sets its own substitutes for missing data in the entity.
      entities.push(about === undefined ? entity : copyData(entity));
    }
    return { entities, errors };
  }

  return (representations) => loader.load(representations);
}

/** Returns an `Error`, as the loader requires for the failure of one key. */
function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}
