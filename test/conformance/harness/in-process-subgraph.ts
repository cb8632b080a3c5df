import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, execute, type GraphQLSchema, parse, validate } from 'graphql';
import { FrontageError } from '../../../shared/core/errors.ts';
import type { SubgraphRequest, SubgraphResponse } from '../../../shared/core/upstream-calls.ts';
import { linkedSdl } from './compose.ts';
import { readText } from './read-text.ts';
import { referenceResolvers } from './reference-resolvers.ts';
import type { ResolversOfType, ScenarioSubgraph } from './scenario.ts';

// The package does not export the type of a module with resolvers.
type Module = Extract<
  Extract<Parameters<typeof buildSubgraphSchema>[0], unknown[]>[number],
  { typeDefs: DocumentNode }
>;
type Resolvers = NonNullable<Module['resolvers']>;

export type InProcessSubgraph = (request: SubgraphRequest) => Promise<SubgraphResponse>;

/**
 * A subgraph without a network: requests and responses are converted to JSON text and back, as on a wire. It refuses an
 * operation that is invalid for its schema, like a real one.
 */
export function buildInProcessSubgraph(subgraph: ScenarioSubgraph): InProcessSubgraph {
  const { root, fails, respond } = subgraph;
  const schema = buildSchema(subgraph);
  return async ({ query, variables, operationName }) => {
    if (fails !== undefined) throw new FrontageError(fails);
    if (respond !== undefined) return readText(respond(query));
    const document = parse(query);
    const [invalid] = validate(schema, document);
    if (invalid !== undefined) throw invalid;
    const result = await execute({
      schema,
      document,
      rootValue: root,
      operationName,
      variableValues: JSON.parse(JSON.stringify(variables ?? {})),
    });
    return readText(JSON.stringify(result));
  };
}

function buildSchema(subgraph: ScenarioSubgraph): GraphQLSchema {
  const typeDefs = parse(linkedSdl(subgraph));
  const loaders = referenceResolvers(typeDefs, subgraph.entities ?? {});
  const resolvers: Resolvers = {};
  for (const [type, given] of Object.entries(subgraph.resolvers ?? {}))
    Object.assign(resolvers, { [type]: given });
  for (const [type, loader] of Object.entries(loaders)) {
    const own: ResolversOfType = { ...loader, ...resolverObject(subgraph.resolvers?.[type]) };
    Object.assign(resolvers, { [type]: own });
  }
  return buildSubgraphSchema([{ typeDefs, resolvers }]);
}

function resolverObject(given: unknown): object {
  return typeof given === 'object' && given !== null ? given : {};
}
