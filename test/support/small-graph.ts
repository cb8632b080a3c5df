import { json } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { httpUpstream } from './http-upstream.ts';
import { valueAt } from './send-query.ts';

/** A supergraph of one subgraph, whose query type has these fields. */
export function smallGraph(url: string, fields: string): string {
  const { errors, supergraphSdl = '' } = composeServices([
    { name: 'only', url, typeDefs: parse(`type Query { ${fields} }`) },
  ]);
  if (errors !== undefined) throw new Error(String(errors));
  return supergraphSdl;
}

/** Responds with `{ kept }` as 1, after `latencyMs`. */
export function smallUpstream(context: TestContext, latencyMs = 5): Promise<string> {
  return httpUpstream(context, async (request, response) => {
    const query = String(valueAt(await json(request), 'query'));
    const keys = query.match(/\b(?:kept|slow)\b/g)?.map(String) ?? [];
    const data = Object.fromEntries(keys.map((key) => [key, 1]));
    const wait = keys.includes('slow') ? 60_000 : latencyMs;
    const timer = setTimeout(() => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
    }, wait);
    response.once('close', () => clearTimeout(timer));
  });
}
