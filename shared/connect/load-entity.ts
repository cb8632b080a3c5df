import DataLoader from 'dataloader';
import { stringifyJson } from '../core/json/exact-json.ts';
import { exactText } from '../core/json/exact-number.ts';
import type { RequestContext } from '../core/request-context.ts';
import type { CallConnector } from './call-connector.ts';
import type { EntityConnector } from './compile/connector-subgraph-definition.ts';
import type { FieldPath } from './compile/key-fields.ts';
import { isArray, isObject, type JsonObject, property, type Value } from './mapping/value.ts';
import type { RequestScopes } from './request/request-scope.ts';
import { invalidResponse } from './response/invalid-response.ts';

/** Gives what the connector says of the entity; null when it does not know it. */
export type LoadEntity = (
  connector: EntityConnector,
  representation: JsonObject,
  context: RequestContext,
) => Promise<JsonObject | null>;

/**
 * Entities that are asked for in one wave share their calls, whichever fetch of the plan asks, and each is asked for
 * once in a request.
 */
export function buildLoadEntity(callConnector: CallConnector, scopes: RequestScopes): LoadEntity {
  return (connector, representation, context) => {
    const { loaders } = scopes.of(context);
    let loader = loaders.get(connector);
    if (loader === undefined) {
      loader = createLoader(connector, (variables) => callConnector(connector.connector, variables, context));
      loaders.set(connector, loader);
    }
    return loader.load(representation);
  };
}

type Call = (variables: ReturnType<EntityConnector['variablesOf']>) => Promise<Value>;
type Loader = DataLoader<JsonObject, JsonObject | null, string>;

function createLoader(connector: EntityConnector, call: Call): Loader {
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

/** Upstreams may write a number where the graph has an ID. */
function keyOf(entity: JsonObject, keyPaths: readonly FieldPath[]): string {
  return stringifyJson(
    keyPaths.map((path) => {
      let value: Value = entity;
      for (const name of path) value = isObject(value) ? property(value, name) : undefined;
      return typeof value === 'number' ? String(value) : (exactText(value) ?? value ?? null);
    }),
  );
}

/** XML has no way to tell a list of one from one. */
function listOf(value: Value): readonly Value[] {
  if (isArray(value)) return value;
  if (isObject(value)) return [value];
  throw invalidResponse();
}
