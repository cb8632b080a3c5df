import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { loadSettings } from '../../shared/index.ts';
import { type KillableEndpoint, killableEndpoint } from '../support/killable-endpoint.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';
import { upstreamEvents } from '../support/upstream-events.ts';

/** One subgraph at several endpoints, behind a server with these settings for it. */
async function startGraph(
  context: TestContext,
  endpoints: readonly KillableEndpoint[],
  settings: string,
): Promise<string> {
  const { supergraphSdl = '' } = composeServices([
    { name: 'shop', url: 'http://unused.invalid', typeDefs: parse('type Query { x: Int }') },
  ]);
  const directory = temporaryFiles(context, {
    'graph.graphql': supergraphSdl,
    'bff.yaml': `supergraph: ./graph.graphql
listen: { port: 0 }
logs: { level: silent }
upstreams:
  all: { deduplicate: { enabled: false } }
  subgraphs:
    shop:
      endpoints: ${JSON.stringify(endpoints.map(({ url }) => ({ url })))}
${settings}`,
  });
  const bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  context.after(() => bff.close());
  return `${bff.url}/graphql`;
}

interface Outcome {
  readonly x: unknown;
  readonly codes: readonly unknown[];
  readonly isGood: boolean;
  /** The number of requests that had started before it. */
  readonly number: number;
}

/** Sends requests without a pause, eight at a time, until it is ended. */
function load(url: string) {
  const outcomes: Outcome[] = [];
  let begun = 0;
  let isOver = false;
  const clients = Array.from({ length: 8 }, async () => {
    while (!isOver) {
      const number = begun;
      begun += 1;
      const { status, body, codes } = await sendQuery(url, '{ x }');
      const x = valueAt(body, 'data.x');
      outcomes.push({ number, x, codes, isGood: status === 200 && typeof x === 'number' });
    }
  });
  return {
    outcomes,
    begun: () => begun,
    /** Resolves when there is such an outcome. */
    async until(isSo: (outcome: Outcome) => boolean): Promise<void> {
      while (!outcomes.some(isSo)) await new Promise((done) => setTimeout(done, 5));
    },
    async end(): Promise<void> {
      isOver = true;
      await Promise.all(clients);
    },
  };
}

describe('F9 one of several endpoints down', () => {
  it('F9 no client receives an error after a killed endpoint is ejected, and the endpoint is used once it is back', async (context) => {
    const endpoints = await Promise.all([1, 2, 3].map((x) => killableEndpoint(context, x)));
    const events = upstreamEvents(context, 'shop');
    const url = await startGraph(context, endpoints, '      ejection: { ejectFor: 500ms }\n');
    const clients = load(url);
    for (const x of [1, 2, 3]) await clients.until((outcome) => outcome.x === x);

    await endpoints[1]?.kill();
    await events.until('endpoint ejected');
    const ejectedAt = clients.begun();
    assert.deepEqual(
      events.of('endpoint ejected').map(({ endpoint }) => endpoint),
      [endpoints[1]?.url],
    );
    await clients.until(({ number }) => number > ejectedAt + 300);

    await endpoints[1]?.restart(22);
    await clients.until(({ x }) => x === 22);
    const backAt = clients.begun();
    await clients.until(({ number }) => number > backAt + 100);
    await clients.end();
    const after = clients.outcomes.filter(({ number }) => number >= ejectedAt);
    assert.deepEqual(
      after.filter(({ isGood }) => !isGood),
      [],
    );
    assert.ok(after.some(({ x }) => x === 1) && after.some(({ x }) => x === 3));
  });

  it('F9 health checks remove an endpoint before calls fail, and restore it when it passes them again', async (context) => {
    const endpoints = await Promise.all([1, 2].map((x) => killableEndpoint(context, x)));
    const events = upstreamEvents(context, 'shop');
    const url = await startGraph(
      context,
      endpoints,
      '      ejection: { consecutiveFailures: 0 }\n      healthCheck: { path: /healthz, interval: 100ms, unhealthyAfter: 1 }\n',
    );
    await endpoints[0]?.kill();
    await events.until('endpoint unhealthy');
    const whileDown = await Promise.all(Array.from({ length: 20 }, () => sendQuery(url, '{ x }')));
    assert.deepEqual(new Set(whileDown.map(({ text }) => text)), new Set(['{"data":{"x":2}}']));
    assert.equal(events.of('retry').length, 0);

    await endpoints[0]?.restart(11);
    await events.until('endpoint healthy');
    const after = await Promise.all(Array.from({ length: 4 }, () => sendQuery(url, '{ x }')));
    assert.deepEqual(after.map(({ body }) => valueAt(body, 'data.x')).sort(), [11, 11, 2, 2]);
  });
});
