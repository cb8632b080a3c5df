import DataLoader from 'dataloader';
import { stringifyJson } from '../core/json/exact-json.ts';
import { exactText } from '../core/json/exact-number.ts';
import type { RequestContext } from '../core/request-context.ts';
import type { CallConnector } from './call-connector.ts';
import type { EntityConnector } from './compile/connector-subgraph-definition.ts';
import type { FieldPath } from './compile/key-fields.ts';
import { isArray, isObject, type JsonObject, property, type Value } from './mapping/value.ts';
import { ConnectorReads, type EntityLoader } from './request/connector-reads.ts';
import { invalidResponse } from './response/invalid-response.ts';

/** Loads the fields of an entity through its connector. Resolves to null if the upstream does not know the entity. */
export type LoadEntity = (
  connector: EntityConnector,
  representation: JsonObject,
  context: RequestContext,
) => Promise<JsonObject | null>;

/**
 * Batches the entities that are requested in one tick, by any fetches of the plan. Requests each entity once, until the client
 * request writes.
 */
export function buildLoadEntity(callConnector: CallConnector): LoadEntity {
  return (connector, representation, context) => {
    const { loaders } = context.scope.reads(ConnectorReads);
    let loader = loaders.get(connector);
    if (loader === undefined) {
      loader = createLoader(connector, (variables) => callConnector(connector.connector, variables, context));
      loaders.set(connector, loader);
    }
    return loader.load(representation);
  };
}

type Call = (variables: ReturnType<EntityConnector['variablesOf']>) => Promise<Value>;

function createLoader(connector: EntityConnector, call: Call): EntityLoader {
  const { keyPaths, batchSize, variablesOf } = connector;
  const cacheKeyFn = (entity: JsonObject): string => keyOf(entity, keyPaths);
  if (batchSize === undefined) {
    return new DataLoader(
      async ([entity]) => {
        const value = await call(variablesOf(entity === undefined ? [] : [entity]));
        if (value === null || value === undefined) return [null];
        if (!isObject(value)) throw invalidResponse();
        return [value];
      },
      { cacheKeyFn, maxBatchSize: 1 },
    );
  }
  return new DataLoader(
    async (entities) => {
      const value = await call(variablesOf(entities));
      const found = new Map<string, JsonObject>();
      for (const entity of listOf(value)) if (isObject(entity)) found.set(keyOf(entity, keyPaths), entity);
      return entities.map((entity) => found.get(keyOf(entity, keyPaths)) ?? null);
    },
    { cacheKeyFn, maxBatchSize: batchSize },
  );
}

/** Returns the cache key of an entity. Numbers become strings, since upstreams may write a number for an ID. */
function keyOf(entity: JsonObject, keyPaths: readonly FieldPath[]): string {
  return stringifyJson(
    keyPaths.map((path) => {
      let value: Value = entity;
      for (const name of path) value = isObject(value) ? property(value, name) : undefined;
      return typeof value === 'number' ? String(value) : (exactText(value) ?? value ?? null);
    }),
  );
}

/** Returns a list, and wraps an object: XML cannot distinguish a list of one element from the element. */
function listOf(value: Value): readonly Value[] {
  if (isArray(value)) return value;
  if (isObject(value)) return [value];
  throw invalidResponse();
}
