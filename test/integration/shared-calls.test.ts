import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { upstreamEvent } from '../../shared/core/channels.ts';
import { loadSettings } from '../../shared/index.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { listAt, sendQuery, valueAt } from '../support/send-query.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])';
const clients = 100;

function respond(response: ServerResponse | undefined, data: unknown): void {
  assert.ok(response);
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 5));
}

/**
 * Things are resolved by one subgraph, their values for `n` by the second; the test responds to the first and the third
 * call.
 */
async function startGraph(context: TestContext) {
  const holding = async (held: ServerResponse[]) =>
    httpUpstream(context, (request, response) => {
      request.resume();
      held.push(response);
    });
  const first: ServerResponse[] = [];
  const last: ServerResponse[] = [];
  let served = 0;
  const one = await holding(first);
  const three = await holding(last);
  const two = await httpUpstream(context, async (request, response) => {
    const body = await json(request);
    const key = /\bof\w*/.exec(String(valueAt(body, 'query')))?.[0] ?? '';
    const n = Object.entries(valueAt(body, 'variables') ?? {}).find(
      ([name]) => name !== 'representations',
    )?.[1];
    const entities = listAt(body, 'variables.representations').map((entity) => ({
      __typename: 'Thing',
      [key]: `${valueAt(entity, 'id')} of ${n}`,
    }));
    respond(response, { _entities: entities });
    served += 1;
  });
  const things = 'type Query { things: [Thing] } type Thing @key(fields: "id") { id: ID! name: String }';
  const values = 'type Thing @key(fields: "id") { id: ID! of(n: Int): String ofAlso(n: Int): String }';
  const { supergraphSdl = '' } = composeServices([
    { name: 'one', url: one, typeDefs: parse(`${link} ${things}`) },
    { name: 'two', url: two, typeDefs: parse(`${link} ${values}`) },
    {
      name: 'three',
      url: three,
      typeDefs: parse(`${link} type Thing @key(fields: "id") { id: ID! late: Int }`),
    },
  ]);
  const directory = temporaryFiles(context, {
    'graph.graphql': supergraphSdl,
    'bff.yaml': `supergraph: ./graph.graphql
listen: { port: 0 }
logs: { level: silent }
overload: { concurrency: { adaptive: false } }
upstreams: { all: { concurrency: { max: 1000, adaptive: false } } }
`,
  });
  const bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  context.after(() => bff.close());
  return { url: `${bff.url}/graphql`, first, last, served: () => served };
}

describe('an upstream call that 100 client requests share', () => {
  it('each request that shares an upstream call merges its own fields into its own copy of the data', async (context) => {
    const { url, first, last, served } = await startGraph(context);
    const shared = { one: 0, two: 0, three: 0 };
    context.after(
      upstreamEvent.subscribe(({ upstream, event }) => {
        if (event === 'call shared' && upstream in shared) shared[upstream as keyof typeof shared] += 1;
      }),
    );
    const pending = Array.from({ length: clients }, (_, n) => {
      const field = n % 2 === 0 ? 'of' : 'ofAlso';
      const query = `query ($n: Int) { things { id name mine: ${field}(n: $n) late } }`;
      return sendQuery(url, query, { variables: { n } });
    });
    await until(() => shared.one === clients - 1);
    assert.equal(first.length, 1);
    const things = ['a', 'b'].map((id) => ({ __typename: 'Thing', id, name: `name of ${id}` }));
    respond(first[0], { things });
    // All requests have merged their own fields before any of them is complete.
    await until(() => served() === clients && shared.three === clients - 1);
    assert.deepEqual([last.length, shared.two], [1, 0]);
    respond(last[0], { _entities: things.map(() => ({ __typename: 'Thing', late: 7 })) });
    for (const [n, { body }] of (await Promise.all(pending)).entries()) {
      const expected = things.map(({ id, name }) => ({ id, name, mine: `${id} of ${n}`, late: 7 }));
      assert.deepEqual(body, { data: { things: expected } });
    }
  });
});
