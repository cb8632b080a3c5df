import { createEntityLoaders } from './entity-loader.ts';
import { createEntityMemo } from './entity-memo.ts';

/** The entities that one client request has read from subgraphs since its last write. */
export class EntityReads {
  readonly loaders = createEntityLoaders();
  readonly memo = createEntityMemo();
}
