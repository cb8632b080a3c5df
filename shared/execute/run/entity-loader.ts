import DataLoader from 'dataloader';
import { copyData } from '../../core/json/copy-data.ts';
import type { SubgraphError, SubgraphResponse } from '../../core/upstream-calls.ts';
import { type EntityResults, readEntities } from './read-entities.ts';

/** Asks a subgraph about entities by their representations (JSON texts). */
export type RequestEntities = (representations: readonly string[]) => Promise<SubgraphResponse>;

/** Gives the answers about these entities; rejects with what a call for one of them was rejected with. */
export type LoadEntities = (representations: readonly string[]) => Promise<EntityResults>;

/** The calls for entities of one client request, since its last write. */
export interface EntityLoaders {
  /**
   * Fetches with one identity share calls: those that are ready together are one call. `recurs`: later ones share the
   * answers too, for which they are kept.
   */
  loader(identity: string, recurs: boolean, ask: RequestEntities): LoadEntities;
}

/** Entities that were asked about in one call. */
interface Batch {
  call?: Promise<EntityResults>;
}

/** Where the answer about one entity is, or will be. */
interface Place {
  readonly batch: Batch;
  readonly index: number;
}

export function createEntityLoaders(): EntityLoaders {
  const loaders = new Map<string, LoadEntities>();
  return {
    loader(identity, recurs, ask) {
      const known = loaders.get(identity);
      if (known !== undefined) return known;
      const load = recurs ? createLoader(ask) : loadAlone(ask);
      loaders.set(identity, load);
      return load;
    },
  };
}

function loadAlone(ask: RequestEntities): LoadEntities {
  return async (representations) => readEntities(await ask(representations), representations.length);
}

/** The loader's keys are lists, one a fetch: a promise for each entity would cost more than all else that is done here. */
function createLoader(ask: RequestEntities): LoadEntities {
  const places = new Map<string, Place>();
  const load = loadAlone(ask);
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
        if (places.has(representation)) continue;
        places.set(representation, { batch, index: fresh.length });
        fresh.push(representation);
      }
    }
    if (fresh.length === 0) return;
    batch.call = load(fresh);
    // Told by whoever collects; one that meets another failure first does not look at this one.
    batch.call.catch(() => {});
  }

  async function collect(representations: readonly string[]): Promise<EntityResults> {
    const entities: unknown[] = [];
    const errors = new Map<number, readonly SubgraphError[]>();
    let answers: EntityResults | undefined;
    let answered: Batch | undefined;
    for (let at = 0; at < representations.length; at++) {
      const place = places.get(representations[at] ?? '');
      if (place !== undefined && place.batch !== answered) {
        answered = place.batch;
        answers = await answered.call;
      }
      if (place === undefined || answers === undefined) throw new TypeError('every entity was asked for');
      const entity = answers.entities[place.index];
      const about = answers.errors.get(place.index);
      if (about !== undefined) errors.set(at, about);
      // What stands in for what is missing is put into it, for each fetch by itself.
      entities.push(about === undefined ? entity : copyData(entity));
    }
    return { entities, errors };
  }

  return (representations) => loader.load(representations);
}

/** What a loader takes for the failure of one key. */
function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}
