import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { loadSettings } from '../../shared/index.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const typeDefs = 'type Query { a(n: Int): Int b: Int } type Mutation { a: Int }';

interface Held {
  readonly query: string;
  readonly response: ServerResponse;
}

/** A graph whose upstream responds when the test releases it. */
async function startGraph(context: TestContext, requests: boolean): Promise<{ url: string; held: Held[] }> {
  const held: Held[] = [];
  const upstream = await httpUpstream(context, async (request, response) => {
    held.push({ query: String(valueAt(await json(request), 'query')), response });
  });
  const { supergraphSdl = '' } = composeServices([{ name: 'one', url: upstream, typeDefs: parse(typeDefs) }]);
  const directory = temporaryFiles(context, {
    'graph.graphql': supergraphSdl,
    'bff.yaml': `supergraph: ./graph.graphql
listen: { port: 0 }
deduplication: { requests: ${requests} }
upstreams: { all: { deduplicate: { enabled: false } } }
logs: { level: silent }
`,
  });
  const bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  context.after(() => bff.close());
  return { url: `${bff.url}/graphql`, held };
}

function respond({ response }: Held, data: unknown): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 5));
}

/** Long enough for a request to make a call of its own, if it were not shared. */
async function settled(url: string): Promise<void> {
  for (let count = 0; count < 3; count += 1) await sendQuery(url, '{ __typename }');
}

describe('equal requests in flight', () => {
  it('equal requests in flight are executed once if the settings enable it', async (context) => {
    const { url, held } = await startGraph(context, true);
    const pending = [
      sendQuery(url, '{ a(n: 1) }'),
      sendQuery(url, '{ a(n: 1) }'),
      sendQuery(url, '{ a(n: 1) }'),
    ];
    await until(() => held.length > 0);
    await settled(url);
    assert.equal(held.length, 1);
    for (const call of held) respond(call, { a: 7 });
    for (const { text } of await Promise.all(pending)) assert.equal(text, '{"data":{"a":7}}');

    const later = sendQuery(url, '{ a(n: 1) }');
    await until(() => held.length === 2);
    for (const call of held.slice(1)) respond(call, { a: 8 });
    assert.equal((await later).text, '{"data":{"a":8}}', 'a completed response is not shared');
  });

  it('equal requests in flight are each executed by default', async (context) => {
    const { url, held } = await startGraph(context, false);
    const pending = [sendQuery(url, '{ a }'), sendQuery(url, '{ a }')];
    await until(() => held.length === 2);
    for (const call of held) respond(call, { a: 1 });
    await Promise.all(pending);
  });

  it('requests with different variables or documents, and mutations, are never shared', async (context) => {
    const { url, held } = await startGraph(context, true);
    const query = 'query ($n: Int) { a(n: $n) }';
    const pending = [
      sendQuery(url, query, { variables: { n: 1 } }),
      sendQuery(url, query, { variables: { n: 2 } }),
      sendQuery(url, '{ b }'),
      sendQuery(url, 'mutation { a }'),
      sendQuery(url, 'mutation { a }'),
    ];
    await until(() => held.length === 5);
    for (const call of held) respond(call, call.query.includes('b') ? { b: 1 } : { a: 1 });
    await Promise.all(pending);
  });

  it('a shared execution continues when its first client disconnects, and ends when the last one does', async (context) => {
    const { url, held } = await startGraph(context, true);
    const clients = [new AbortController(), new AbortController()];
    const pending = clients.map(({ signal }) => sendQuery(url, '{ a }', { signal }).catch(() => 'gone'));
    await until(() => held.length > 0);
    await settled(url);
    const [call] = held;
    assert.ok(call);
    clients[0]?.abort();
    assert.equal(await pending[0], 'gone');
    await settled(url);
    assert.equal(call.response.destroyed, false);
    clients[1]?.abort();
    assert.equal(await pending[1], 'gone');
    if (!call.response.destroyed) await once(call.response, 'close');
    assert.equal(held.length, 1);
  });
});
