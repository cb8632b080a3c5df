import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { upstreamEvent } from '../../shared/core/channels.ts';
import { loadSettings, startBff } from '../../shared/index.ts';
import { ask, listAt, valueAt } from '../support/ask.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])';
const clients = 100;

/** Things come from one subgraph, which answers when the test says so; what they are for `n` from the other. */
async function startGraph(context: TestContext) {
  const held: ServerResponse[] = [];
  const one = await httpUpstream(context, (request, response) => {
    request.resume();
    held.push(response);
  });
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
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ data: { _entities: entities } }));
  });
  const things = 'type Query { things: [Thing] } type Thing @key(fields: "id") { id: ID! name: String }';
  const values = 'type Thing @key(fields: "id") { id: ID! of(n: Int): String ofAlso(n: Int): String }';
  const { supergraphSdl = '' } = composeServices([
    { name: 'one', url: one, typeDefs: parse(`${link} ${things}`) },
    { name: 'two', url: two, typeDefs: parse(`${link} ${values}`) },
  ]);
  const directory = temporaryFiles(context, {
    'graph.graphql': supergraphSdl,
    'bff.yaml': 'supergraph: ./graph.graphql\nlisten: { port: 0 }\nlogs: { level: silent }\n',
  });
  const bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  context.after(() => bff.close());
  return { url: `${bff.url}/graphql`, held };
}

describe('a call to an upstream that 100 client requests share', () => {
  it('gives each of them data of its own, to merge into what only it asked for', async (context) => {
    const { url, held } = await startGraph(context);
    let shared = 0;
    const allWait = new Promise<void>((resolve) => {
      context.after(
        upstreamEvent.subscribe(({ upstream, event }) => {
          if (upstream !== 'one' || event !== 'call shared') return;
          shared += 1;
          if (shared === clients - 1) resolve();
        }),
      );
    });
    const asking = Array.from({ length: clients }, (_, n) => {
      const field = n % 2 === 0 ? 'of' : 'ofAlso';
      const query = `query ($n: Int) { things { id name mine: ${field}(n: $n) } }`;
      return ask(url, query, { variables: { n } });
    });
    await allWait;
    assert.equal(held.length, 1);
    const things = ['a', 'b'].map((id) => ({ __typename: 'Thing', id, name: `name of ${id}` }));
    held[0]?.setHeader('content-type', 'application/json').end(JSON.stringify({ data: { things } }));
    for (const [n, { body }] of (await Promise.all(asking)).entries()) {
      const expected = things.map(({ id, name }) => ({ id, name, mine: `${id} of ${n}` }));
      assert.deepEqual(body, { data: { things: expected } });
    }
  });
});
