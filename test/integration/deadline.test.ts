import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { loadSettings } from '../../shared/index.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { listAt, sendQuery, valueAt } from '../support/send-query.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"])';

/** A call that an upstream received. */
interface Call {
  readonly query: string;
  readonly leftMs: number;
  /** Resolves when the connection is closed or the response is sent. */
  readonly ended: Promise<void>;
  respond(data: unknown): void;
}

/** An upstream that responds when the test releases it. */
async function recordingUpstream(
  context: TestContext,
  onCall: (call: Call) => void,
): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  const url = await httpUpstream(context, async (request, response) => {
    const query = String(valueAt(await json(request), 'query'));
    const call: Call = {
      query,
      leftMs: Number(request.headers['x-time-left']),
      ended: new Promise((resolve) => response.once('close', resolve)),
      respond: (data) => send(response, { data }),
    };
    calls.push(call);
    onCall(call);
  });
  return { url, calls };
}

function send(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
}

/** A graph of two subgraphs that responds with 1 to everything, unless `hangs`. */
async function startGraph(
  context: TestContext,
  engine: string,
  hangs: (query: string) => boolean = () => false,
) {
  const onCall = ({ query, respond }: Call): void => {
    if (hangs(query)) return;
    if (query.includes('_entities')) respond({ _entities: [{ b: 1 }] });
    else if (query.includes('thing')) respond({ thing: { __typename: 'Thing', id: '1' } });
    else
      respond(
        Object.fromEntries((query.match(/\b(?:first|second|third)\b/g) ?? []).map((name) => [name, 1])),
      );
  };
  const one = await recordingUpstream(context, onCall);
  const two = await recordingUpstream(context, onCall);
  const { supergraphSdl = '' } = composeServices([
    {
      name: 'one',
      url: one.url,
      typeDefs: parse(
        `${link} type Query { thing: Thing } type Mutation { first: Int third: Int } type Thing @key(fields: "id") { id: ID! }`,
      ),
    },
    {
      name: 'two',
      url: two.url,
      typeDefs: parse(
        `${link} type Mutation { second: Int } type Thing @key(fields: "id") { id: ID! b: Int }`,
      ),
    },
  ]);
  const directory = temporaryFiles(context, {
    'graph.graphql': supergraphSdl,
    'bff.yaml': `supergraph: ./graph.graphql
engine: ${engine}
listen: { port: 0 }
requestDeadline: 2s
deadlineHeader: x-time-left
upstreams: { all: { timeout: 1500ms } }
logs: { level: silent }
`,
  });
  const bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  context.after(() => bff.close());
  return { url: `${bff.url}/graphql`, one: one.calls, two: two.calls };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 5));
}

for (const engine of ['native', 'reference']) {
  describe(`the deadline of a request, with the ${engine} engine`, () => {
    it('every upstream call carries the time that is left', async (context) => {
      const { url, one, two } = await startGraph(context, engine);
      assert.deepEqual((await sendQuery(url, '{ thing { b } }')).body, { data: { thing: { b: 1 } } });
      const [first] = one;
      const [second] = two;
      assert.ok(first && second);
      for (const { leftMs } of [first, second]) assert.ok(leftMs > 0 && leftMs <= 1500, `${leftMs}`);
      assert.ok(second.leftMs <= first.leftMs);
    });

    it('the deadline aborts the running call and starts no other', async (context) => {
      const graph = await startGraph(context, engine, (query) => /first|second/.test(query));
      const { body } = await sendQuery(graph.url, 'mutation { first second third }');
      assert.deepEqual(valueAt(body, 'data'), { first: null, second: null, third: null });
      const codes = new Map(
        listAt(body, 'errors').map((error) => [listAt(error, 'path')[0], valueAt(error, 'extensions.code')]),
      );
      assert.deepEqual(Object.fromEntries(codes), {
        first: 'SUBGRAPH_TIMEOUT',
        second: 'GATEWAY_TIMEOUT',
        third: 'GATEWAY_TIMEOUT',
      });
      assert.deepEqual([graph.one.length, graph.two.length], [1, 1]);
      const [second] = graph.two;
      // The first call used 1,500 of the 2,000 ms.
      assert.ok(second && second.leftMs > 0 && second.leftMs <= 500, `${second?.leftMs}`);
    });
  });

  describe(`a mutation in flight, with the ${engine} engine`, () => {
    it('a mutation in flight is not aborted when its client disconnects, and no later call is started', async (context) => {
      const { url, one, two } = await startGraph(context, engine, (query) => query.includes('first'));
      const client = new AbortController();
      const pending = sendQuery(url, 'mutation { first second }', { signal: client.signal });
      await until(() => one.length === 1);
      client.abort();
      await assert.rejects(pending, { name: 'AbortError' });
      const [first] = one;
      assert.ok(first);
      const early = await Promise.race([
        first.ended.then(() => 'aborted'),
        new Promise((done) => setTimeout(done, 100, 'open')),
      ]);
      assert.equal(early, 'open');
      first.respond({ first: 1 });
      await first.ended;
      // A later request shows that there was time for the second one.
      assert.equal((await sendQuery(url, '{ thing { id } }')).status, 200);
      assert.equal(two.length, 0);
    });
  });
}
