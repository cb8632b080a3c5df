import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { projectRoot } from '../architecture/project-root.ts';
import { valueAt } from '../support/send-query.ts';
import { smallGraph, smallUpstream } from '../support/small-graph.ts';
import { startLoad } from '../support/steady-load.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

/** A port that is free at the moment: the port of the process cannot be read from a log that is lost. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return address.port;
}

async function respondsWithoutLog(context: TestContext, stdout: 'pipe' | number, query: string) {
  const [port, adminPort] = [await freePort(), await freePort()];
  const directory = temporaryFiles(context, {
    'bff.yaml': `supergraph: ./graph.graphql\nlisten: { port: ${port} }\nadmin: { port: ${adminPort} }\nshutdown: { delay: 0s }\n`,
    'graph.graphql': smallGraph(await smallUpstream(context, 0), 'kept: Int'),
  });
  const args = [join(projectRoot, 'bin/frontage.js'), 'serve', '--config', join(directory, 'bff.yaml')];
  // Nothing reads this pipe, as if the reader had been stopped.
  const child = spawn(process.execPath, args, { stdio: ['ignore', stdout, 'inherit'] });
  context.after(() => child.kill('SIGKILL'));
  const status = async (): Promise<unknown> =>
    (await fetch(`http://127.0.0.1:${adminPort}/status`).catch(() => undefined))?.json();
  while ((await status()) === undefined) await new Promise((done) => setTimeout(done, 20));
  const load = startLoad(context, `http://127.0.0.1:${port}/graphql`, {
    query,
    expected: '{"data":{"kept":1}}',
    loops: 8,
  });
  let lost = 0;
  while (lost === 0) {
    await load.further(500);
    assert.deepEqual(load.failures(), []);
    lost = Number(valueAt(await status(), 'log.lostLines'));
  }
  await load.further(100);
  await load.stop();
  assert.deepEqual(load.failures(), []);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  assert.equal(code, 0, 'log lines that cannot be written keep no process alive');
}

describe('F29 the log', () => {
  it('F29 log lines to a pipe without a reader are dropped and counted, and requests are not affected', (context) =>
    respondsWithoutLog(context, 'pipe', `query ${'Long'.repeat(30)} { kept }`));

  it('F29 log lines to a full disk are dropped and counted, and requests are not affected', async (context) => {
    const full = openSync('/dev/full', 'w');
    context.after(() => closeSync(full));
    await respondsWithoutLog(context, full, '{ kept }');
  });
});
