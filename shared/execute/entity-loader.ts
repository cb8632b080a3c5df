import DataLoader from 'dataloader';
import { isDataObject, own } from '../core/data-object.ts';
import { FrontageError } from '../core/errors.ts';
import type { SubgraphError, SubgraphResponse } from '../core/upstream-calls.ts';

/** What a subgraph said of one entity. */
export interface EntityAnswer {
  /** Null when the subgraph does not know the entity. */
  readonly entity: Record<string, unknown> | null;
  /** Their paths start below the entity; without a path when they are about no entity in particular. */
  readonly errors: readonly SubgraphError[];
}

/** Asks a subgraph about entities by their representations (JSON texts). */
export type AskEntities = (representations: readonly string[]) => Promise<SubgraphResponse>;

/** Gives the answer about one entity; rejects with what the call for it was rejected with. */
export type LoadEntity = (representation: string) => Promise<EntityAnswer>;

/** The entities that one client request asks for. */
export interface EntityLoaders {
  /** Fetches with one identity share calls and answers: those that are ready together are one call. */
  loader(identity: string, ask: AskEntities): LoadEntity;
  /** After a write, what was read before may not be true. */
  forget(): void;
}

export function createEntityLoaders(): EntityLoaders {
  const loaders = new Map<string, DataLoader<string, EntityAnswer>>();
  return {
    loader(identity, ask) {
      let loader = loaders.get(identity);
      if (loader === undefined) {
        loader = new DataLoader(async (representations) =>
          split(await ask(representations), representations.length),
        );
        loaders.set(identity, loader);
      }
      const known = loader;
      return (representation) => known.load(representation);
    },
    forget: () => loaders.clear(),
  };
}

function split({ data, errors = [] }: SubgraphResponse, count: number): EntityAnswer[] {
  const entities = isDataObject(data) ? own(data, '_entities') : undefined;
  const isWhole = Array.isArray(entities) && entities.length === count;
  if (!isWhole && errors.length === 0) {
    throw new FrontageError('SUBGRAPH_INVALID_RESPONSE', { cause: 'not one entity for each representation' });
  }
  const list = isWhole ? entities : [];
  const answers = Array.from({ length: count }, (_, index) => {
    const entity: unknown = list[index];
    const about: SubgraphError[] = [];
    return { entity: isDataObject(entity) ? entity : null, errors: about };
  });
  for (const error of errors) {
    const [, index, ...rest] = error.path ?? [];
    const place = typeof index === 'number' ? answers[index] : undefined;
    if (place !== undefined) place.errors.push({ ...error, path: rest });
    else answers[0]?.errors.push({ message: error.message, extensions: error.extensions });
  }
  return answers;
}
