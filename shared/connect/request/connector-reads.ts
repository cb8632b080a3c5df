import type DataLoader from 'dataloader';
import type { EntityConnector, Reply } from '../compile/connector-subgraph-definition.ts';
import type { JsonObject } from '../mapping/value.ts';

export type EntityLoader = DataLoader<JsonObject, JsonObject | null, string>;

/** The connector calls that one client request shares until it writes. */
export class ConnectorReads {
  /** Reads in progress or done, by source and all parts of the HTTP request. */
  readonly replies = new Map<string, Promise<Reply>>();
  readonly loaders = new Map<EntityConnector, EntityLoader>();
}
