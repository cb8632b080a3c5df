import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import type { Representation, Subgraph } from '../workloads/workload.ts';
import type { UpstreamResponse } from './recorder.ts';
import type { UpstreamRequest } from './request-reader.ts';

interface GraphqlBody {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Executes a subgraph's operations with graphql-js, over the objects of the workload. */
export function buildSubgraphExecutor(
  subgraph: Subgraph,
): (request: UpstreamRequest) => Promise<UpstreamResponse> {
  const schema = buildSubgraphSchema([
    {
      typeDefs: parse(subgraph.typeDefs),
      resolvers: Object.fromEntries(
        Object.entries(subgraph.entities).map(([typename, find]) => [
          typename,
          {
            __resolveReference: (representation: Representation) =>
              withTypename(typename, find(representation)),
          },
        ]),
      ),
    },
  ]);
  return async ({ body }) => {
    const { query, operationName, variables }: GraphqlBody = JSON.parse(body);
    const result = await execute({
      schema,
      document: parse(query),
      rootValue: subgraph.root,
      operationName: operationName ?? null,
      variableValues: variables ?? null,
    });
    return { status: 200, contentType: 'application/json', body: JSON.stringify(result) };
  };
}

function withTypename(typename: string, entity: unknown): unknown {
  return typeof entity === 'object' && entity !== null ? { __typename: typename, ...entity } : null;
}
