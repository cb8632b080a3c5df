import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { listeningUrl, startFrontage, statusOf } from '../support/frontage-process.ts';
import { sendHttp } from '../support/send-http.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { smallGraph, smallUpstream } from '../support/small-graph.ts';
import type { StartedProcess } from '../support/started-process.ts';
import { startLoad } from '../support/steady-load.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const rounds = Number(process.env['ROUNDS'] ?? (process.env['FULL'] === '1' ? 20 : 3));

async function serve(
  context: TestContext,
  shutdown: string,
): Promise<{ server: StartedProcess; url: string }> {
  const directory = temporaryFiles(context, {
    'bff.yaml': `supergraph: ./graph.graphql\nlisten: { port: 0 }\nadmin: { port: 0 }\nshutdown: ${shutdown}\noverload: { eventLoopDelay: 10s }\nupstreams: { all: { timeout: 9s } }\n`,
    'graph.graphql': smallGraph(await smallUpstream(context), 'kept: Int slow: Int'),
  });
  const server = startFrontage(context, ['serve', '--config', join(directory, 'bff.yaml')]);
  return { server, url: await listeningUrl(server) };
}

async function statusAt(url: string, path: string): Promise<number> {
  return (await sendHttp(new URL(path, url).href, {})).status;
}

describe('F19 SIGTERM', () => {
  it(`F19 SIGTERM loses no request under load, ${rounds} times`, async (context) => {
    for (let round = 0; round < rounds; round += 1) {
      const { server, url } = await serve(context, '{ delay: 1s, grace: 5s }');
      // Like a balancer: a process that is not ready gets no new connection.
      let isReady = true;
      const load = startLoad(context, url, {
        query: '{ kept }',
        expected: '{"data":{"kept":1}}',
        loops: 16,
        mayConnect: () => isReady,
      });
      await load.further(200);
      server.child.kill('SIGTERM');
      while ((await statusAt(url, '/readyz')) === 200);
      isReady = false;
      assert.equal(await statusAt(url, '/healthz'), 200, 'new connections are still accepted');
      assert.equal(await server.exit(), 0);
      await load.stop();
      assert.deepEqual(load.failures(), []);
      assert.ok(load.closing() > 0, 'responses end their connections');
      assert.equal(server.stderr(), '');
    }
  });

  it('F19 connections that are still open after the grace period are destroyed and counted', async (context) => {
    const { server, url } = await serve(context, '{ delay: 0s, grace: 100ms }');
    const slow = assert.rejects(sendQuery(url, '{ slow }'));
    while (valueAt(await statusOf(server), 'inFlight') !== 1);
    server.child.kill('SIGTERM');
    await slow;
    assert.equal(await server.exit(), 0);
    assert.match(server.stdout(), /"requests":1,"msg":"connections destroyed"/);
  });

  it('F19 a second SIGTERM ends the process at once', async (context) => {
    const { server } = await serve(context, '{ delay: 1m, grace: 1m }');
    server.child.kill('SIGTERM');
    await server.until(/"msg":"draining"/);
    server.child.kill('SIGTERM');
    assert.equal(await server.exit(), 1);
  });

  it('F19 SIGINT does not wait for balancers', async (context) => {
    const { server } = await serve(context, '{ delay: 5m, grace: 1m }');
    server.child.kill('SIGINT');
    assert.equal(await server.exit(), 0);
  });

  it('F19 SIGTERM does not wait for connections without a request', async (context) => {
    const { server, url } = await serve(context, '{ delay: 0s, grace: 5m }');
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    context.after(() => socket.destroy());
    socket.on('error', () => {});
    await new Promise((done) => socket.once('connect', done));
    server.child.kill('SIGTERM');
    assert.equal(await server.exit(), 0);
  });
});
