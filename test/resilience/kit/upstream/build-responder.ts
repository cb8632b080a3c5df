import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import { z } from 'zod';
import type { UpstreamResponses } from './upstream-responses.ts';

/** Maps the body of a request, as text, to the body of its response, as JSON text. */
export type Responder = (body: string) => Promise<string>;

const GraphqlBody = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

export function buildResponder(responses: UpstreamResponses): Responder {
  if ('json' in responses) {
    const text = JSON.stringify(responses.json);
    return async () => text;
  }
  const { sdl, root, entities } = responses;
  const resolvers = Object.entries(entities).map(([typename, objects]) => [
    typename,
    {
      __resolveReference: (expected: Readonly<Record<string, unknown>>) => find(typename, objects, expected),
    },
  ]);
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: Object.fromEntries(resolvers) }]);
  return async (body) => {
    const { query, operationName, variables } = GraphqlBody.parse(JSON.parse(body));
    const result = await execute({
      schema,
      document: parse(query),
      rootValue: root,
      operationName: operationName ?? null,
      variableValues: variables ?? null,
    });
    return JSON.stringify(result);
  };
}

function find(
  typename: string,
  objects: readonly Readonly<Record<string, unknown>>[],
  expected: Readonly<Record<string, unknown>>,
): unknown {
  const keys = Object.entries(expected).filter(([name]) => name !== '__typename');
  const found = objects.find((one) => keys.every(([name, value]) => one[name] === value));
  return found === undefined ? null : { __typename: typename, ...found };
}
