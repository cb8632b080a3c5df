import { createConnectorSubgraph } from '../../shared/connect/connector-subgraph.ts';
import type { RequestContext } from '../../shared/core/request-context.ts';
import type { SourceRequest, SourceResponse } from '../../shared/core/upstream-calls.ts';
import { compileShop } from './connector-subgraphs.ts';
import { requestContext } from './request-context.ts';

export type RespondToSource = (
  request: SourceRequest,
) => Partial<Omit<SourceResponse, 'body'>> & { body?: unknown };

/** A subgraph whose source responds as given, in JSON unless headers say otherwise. */
export function shop(typeDefs: string, respond: RespondToSource, config?: Parameters<typeof compileShop>[1]) {
  const calls: SourceRequest[] = [];
  const source = 'extend schema @source(name: "api", http: { baseURL: "http://api.test" })';
  const definition = compileShop(`${typeDefs.includes('@source') ? '' : source} ${typeDefs}`, config);
  const subgraph = createConnectorSubgraph(definition, async (_id, request) => {
    calls.push(request);
    const { status = 200, headers = {}, body } = respond(request);
    const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
    return { status, headers, body: Buffer.from(text), maxDepth: 64 };
  });
  const sendQuery = async (
    query: string,
    variables: Record<string, unknown> = {},
    context: RequestContext = requestContext(),
  ) => JSON.parse(JSON.stringify(await subgraph.execute({ query, variables }, context)));
  return { calls, sendQuery, subgraph, definition };
}

export const item = (connect: string, more = ''): string => `
  type Query { item(id: ID!): Item @connect(source: "api", http: { GET: "/items/{$args.id}" }, ${connect}) }
  type Item { id: ID! name: String ${more} }`;
