import { json } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, graphql, parse } from 'graphql';
import { httpUpstream } from './http-upstream.ts';
import { valueAt } from './send-query.ts';

// The package does not export the type of a module with resolvers.
type Module = Extract<
  Extract<Parameters<typeof buildSubgraphSchema>[0], unknown[]>[number],
  { typeDefs: DocumentNode }
>;

/** A subgraph on a free port until the test ends; returns its URL. Federation 1 if its SDL has no @link. */
export function subgraphServer(
  context: TestContext,
  sdl: string,
  resolvers: NonNullable<Module['resolvers']>,
): Promise<string> {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]);
  return httpUpstream(context, async (request, response) => {
    const body: unknown = await json(request);
    const variableValues: unknown = valueAt(body, 'variables');
    const result = await graphql({
      schema,
      source: String(valueAt(body, 'query')),
      variableValues: typeof variableValues === 'object' ? { ...variableValues } : null,
    });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
  });
}
