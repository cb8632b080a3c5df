import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { childProcesses, isAlive } from '../support/child-processes.ts';
import { listeningUrl, startFrontage, statusOf } from '../support/frontage-process.ts';
import { listAt, valueAt } from '../support/send-query.ts';
import { smallGraph, smallUpstream } from '../support/small-graph.ts';
import type { StartedProcess } from '../support/started-process.ts';
import { startLoad } from '../support/steady-load.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const expected = '{"data":{"kept":1}}';

async function serve(context: TestContext, port = 0): Promise<{ server: StartedProcess; url: string }> {
  const directory = temporaryFiles(context, {
    'bff.yaml': `supergraph: ./graph.graphql\nlisten: { port: ${port} }\nadmin: { port: 0 }\nworkers: 2\nshutdown: { delay: 0s }\n`,
    'graph.graphql': smallGraph(await smallUpstream(context), 'kept: Int'),
  });
  const server = startFrontage(context, ['serve', '--config', join(directory, 'bff.yaml')]);
  return { server, url: await listeningUrl(server) };
}

/** Waits until the log has this many such lines. */
async function untilLines(server: StartedProcess, message: string, count: number): Promise<void> {
  while (server.stdout().split(`"msg":"${message}"`).length <= count) {
    assert.equal(server.child.exitCode, null, server.stderr());
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function workerPids(server: StartedProcess): Promise<number[]> {
  return listAt(await statusOf(server), 'workers').map((worker) => Number(valueAt(worker, 'pid')));
}

describe('F20 a worker that is killed', () => {
  it('F20 a killed worker loses only its own requests, and is replaced', async (context) => {
    const { server, url } = await serve(context);
    await server.until(/"msg":"workers started"/);
    const [early = ''] = server.stdout().split('"msg":"workers started"');
    assert.equal(early.split('"msg":"worker started"').length, 3, 'after both of them');
    const before = await workerPids(server);
    assert.equal(before.length, 2);
    const load = startLoad(context, url, { query: '{ kept }', expected, loops: 8 });
    await load.further(200);
    const [victim = 0] = before;
    process.kill(victim, 'SIGKILL');
    await untilLines(server, 'worker ended', 1);
    assert.match(
      server.stdout(),
      new RegExp(`"pid":${victim},"code":null,"signal":"SIGKILL","isReplaced":true`),
    );
    await load.stop();
    // Requests on connections of the victim: every loop may have lost its pending request.
    assert.ok(load.failures().length <= 8, load.failures().join('\n'));
    const others = startLoad(context, url, { query: '{ kept }', expected, loops: 8 });
    await untilLines(server, 'worker started', 3);
    await others.further(200);
    await others.stop();
    assert.deepEqual(others.failures(), []);
    const after = await workerPids(server);
    assert.equal(after.length, 2);
    assert.ok(!after.includes(victim));

    server.child.kill('SIGHUP');
    await untilLines(server, 'nothing changed', 2);
    server.child.kill('SIGTERM');
    assert.equal(await server.exit(), 0);
    assert.equal(server.stderr(), '');
    assert.deepEqual(after.filter(isAlive), []);
  });

  it('F20 a worker is given up if its successors end in the same way', async (context) => {
    const { server } = await serve(context);
    await untilLines(server, 'worker started', 2);
    // A worker that is killed before it is ready counts as one that cannot start.
    while (server.child.exitCode === null) {
      for (const pid of childProcesses(server.child)) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
      await new Promise((done) => setTimeout(done, 100));
    }
    assert.equal(await server.exit(), 1);
    assert.match(server.stdout(), /"isReplaced":false,"msg":"worker ended"/);
    const reported = server.stdout().match(/^.*"msg":"workers given up".*$/gm) ?? [];
    assert.equal(reported.length, 1, server.stdout());
    assert.match(String(reported[0]), /"level":"error".*"reason":"6 workers exited unexpectedly within 10 s/);
  });
});

describe('workers', () => {
  it('workers end when the primary is killed', async (context) => {
    const { server } = await serve(context);
    await untilLines(server, 'worker started', 2);
    const pids = childProcesses(server.child);
    server.child.kill('SIGKILL');
    await server.exit();
    while (pids.some(isAlive)) await new Promise((done) => setTimeout(done, 20));
  });

  it('workers that cannot start end the process with the reason, printed once', async (context) => {
    const { url } = await serve(context);
    const directory = temporaryFiles(context, {
      'bff.yaml': `supergraph: ./graph.graphql\nlisten: { port: ${new URL(url).port} }\nworkers: 2\n`,
      'graph.graphql': smallGraph('http://127.0.0.1:1', 'kept: Int'),
    });
    const server = startFrontage(context, ['serve', '--config', join(directory, 'bff.yaml')]);
    assert.equal(await server.exit(), 1);
    assert.equal(server.stderr().match(/is taken by another process/g)?.length, 1);
  });
});
