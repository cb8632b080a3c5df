import { type DocumentNode, execute } from 'graphql';
import { fromText, toText } from '../harness/exact-text.ts';
import type { Result } from '../harness/graphql-client.ts';
import { invalidValue, type JsonObject } from '../harness/scenario.ts';
import { isThing, reachedVia } from './thing.ts';
import type { World } from './world.ts';

/** The result of one server with all the data. */
export async function queryOracle(
  world: World,
  document: DocumentNode,
  variables: JsonObject,
): Promise<Result> {
  const { data, errors } = await execute({
    schema: world.graph.api,
    document,
    variableValues: variables,
    fieldResolver: (source, args, _, { parentType, fieldName }) => {
      const thing = isThing(source) ? source : { typename: parentType.name, identity: parentType.name };
      return reachedVia(world.read(thing, fieldName, args), thing);
    },
    typeResolver: (value) => (isThing(value) ? value.typename : undefined),
  });
  return {
    data: data === undefined || data === null ? null : Object(fromText(toText(data))),
    ...(errors !== undefined && {
      errors: errors.map(({ message, path = [], extensions }) => ({
        message,
        path,
        code: String(extensions['code'] ?? invalidValue),
      })),
    }),
  };
}
