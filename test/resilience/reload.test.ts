import assert from 'node:assert/strict';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { listeningUrl, startFrontage, statusOf } from '../support/frontage-process.ts';
import { sendHttp } from '../support/send-http.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { smallGraph, smallUpstream } from '../support/small-graph.ts';
import type { StartedProcess } from '../support/started-process.ts';
import { startLoad } from '../support/steady-load.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const reloads = Number(process.env['RELOADS'] ?? (process.env['FULL'] === '1' ? 200 : 20));

const expected = '{"data":{"kept":1}}';

interface Served {
  readonly server: StartedProcess;
  readonly url: string;
  readonly upstream: string;
  readonly settings: string;
  /** Replaces a file atomically, by a rename. */
  write(name: string, text: string): void;
  remove(name: string): void;
  /** Resolves with the next log line about a reload. */
  outcome(): Promise<unknown>;
}

async function serve(context: TestContext, more = ''): Promise<Served> {
  const upstream = await smallUpstream(context, 2);
  const settings = `supergraph: ./graph.graphql\nlisten: { port: 0 }\nadmin: { port: 0 }\nshutdown: { delay: 0s }\ntrustedDocuments: { directory: ./operations }\n${more}`;
  const directory = temporaryFiles(context, {
    'bff.yaml': settings,
    'graph.graphql': smallGraph(upstream, 'kept: Int'),
    'operations/kept.graphql': '{ kept }',
  });
  const server = startFrontage(context, ['serve', '--config', join(directory, 'bff.yaml')]);
  const url = await listeningUrl(server);
  let read = 0;
  return {
    server,
    url,
    upstream,
    settings,
    write(name, text) {
      writeFileSync(join(directory, `.${name.replace('/', '-')}.new`), text);
      renameSync(join(directory, `.${name.replace('/', '-')}.new`), join(directory, name));
    },
    remove: (name) => rmSync(join(directory, name)),
    async outcome() {
      for (;;) {
        const lines = server.stdout().slice(read).split('\n').slice(0, -1);
        for (const line of lines) {
          read += line.length + 1;
          if (/"msg":"(?:reloaded|reload refused|nothing changed)"/.test(line)) return JSON.parse(line);
        }
        assert.equal(server.child.exitCode, null, server.output());
        await new Promise((done) => setTimeout(done, 5));
      }
    },
  };
}

/** Invalid files, and the reason that the log gives for each. */
const broken: readonly ((served: Served) => RegExp)[] = [
  ({ write, settings }) => {
    write('bff.yaml', `${settings}limits: { body: [`);
    return /bff\.yaml:\d+: not valid YAML/;
  },
  ({ write, settings }) => {
    write('bff.yaml', `${settings}lisen: 1\n`);
    return /bff\.yaml:\d+: lisen: unknown setting; did you mean listen\?/;
  },
  ({ write, settings }) => {
    write('bff.yaml', `${settings}authentication: { jwt: { audience: "\${env.NOT_SET_ANYWHERE}" } }\n`);
    return /NOT_SET_ANYWHERE is not set/;
  },
  ({ write }) => {
    write('graph.graphql', 'type Query { kept: Int }');
    return /not a supergraph/;
  },
  ({ write, upstream }) => {
    write('graph.graphql', smallGraph(upstream, 'kept: Int').slice(0, -100));
    return /graph\.graphql.*Syntax Error/s;
  },
  ({ write }) => {
    write('operations/kept.graphql', '{ kept gone }');
    return /kept\.graphql:1: Cannot query field "gone"/;
  },
  ({ remove }) => {
    remove('graph.graphql');
    return /graph\.graphql: the file does not exist/;
  },
];

describe('F21 reload', () => {
  it(`F21 ${reloads} reloads under load, every second one invalid, lose no request`, async (context) => {
    const served = await serve(context, 'reload: { watch: false }\n');
    const { server, url, upstream, settings, write, outcome } = served;
    const load = startLoad(context, url, { query: '{ kept }', expected, loops: 6 });
    const hangUp = (): unknown => server.child.kill('SIGHUP');
    for (let round = 0; round < reloads / 2; round += 1) {
      const reason = broken[round % broken.length]?.(served);
      assert.ok(reason);
      hangUp();
      assert.match(String(valueAt(await outcome(), 'reason')), reason);
      assert.equal((await sendHttp(new URL('/readyz', url).href, {})).status, 200);
      // Alternates between the settings and the graph.
      const isSettings = round % 2 === 0;
      write('bff.yaml', `${settings}requestDeadline: ${11 + round}s\n`);
      write('graph.graphql', smallGraph(upstream, isSettings ? 'kept: Int' : `kept: Int f${round}: Int`));
      write('operations/kept.graphql', '{ kept }');
      hangUp();
      assert.equal(valueAt(await outcome(), 'msg'), 'reloaded');
    }
    await load.further(100);
    await load.stop();
    assert.deepEqual(load.failures(), []);
    const reported = valueAt(await statusOf(server), 'reloads');
    assert.deepEqual(reported, { succeeded: reloads / 2, failed: reloads / 2 });
    server.child.kill('SIGTERM');
    assert.equal(await server.exit(), 0);
    assert.equal(server.stderr(), '');
  });

  it('F21 a file that changes, is replaced, or is briefly missing is reloaded without a signal', async (context) => {
    const { server, url, upstream, settings, write, remove, outcome } = await serve(context);
    write('graph.graphql', smallGraph(upstream, 'kept: Int fresh: Int'));
    assert.equal(valueAt(await outcome(), 'msg'), 'reloaded');
    assert.deepEqual((await sendQuery(url, '{ fresh }')).codes, []);
    remove('bff.yaml');
    assert.match(String(valueAt(await outcome(), 'reason')), /bff\.yaml: the file does not exist/);
    assert.match(String(valueAt(await statusOf(server), 'reloads.lastError')), /does not exist/);
    write('bff.yaml', `${settings}introspection: true\n`);
    assert.equal(valueAt(await outcome(), 'msg'), 'reloaded');
    assert.equal(valueAt(await statusOf(server), 'reloads.lastError'), undefined);
    assert.deepEqual((await sendQuery(url, '{ __schema { queryType { name } } }')).codes, []);
    write('operations/more.graphql', '{ more: kept }');
    assert.equal(valueAt(await outcome(), 'trustedDocuments'), 2);
  });

  it('F21 a change that needs a restart is not applied, and is logged', async (context) => {
    const { server, settings, write, outcome } = await serve(context);
    write('bff.yaml', settings.replace('listen: { port: 0 }', 'client: other\nlisten: { port: 1 }'));
    await server.until(/"settings":\["client","listen"\],"msg":"restart needed"/);
    write('bff.yaml', `${settings}introspection: true\n`);
    assert.equal(valueAt(await outcome(), 'msg'), 'reloaded');
    assert.equal(valueAt(await statusOf(server), 'client'), 'graph');
  });
});

describe('F22 successful reloads', () => {
  it('F22 successful reloads leak no file, socket or memory', async (context) => {
    const { server, url, upstream, write, outcome } = await serve(context, 'reload: { watch: false }\n');
    const { pid = 0 } = server.child;
    const reload = async (round: number): Promise<void> => {
      write('graph.graphql', smallGraph(upstream, `kept: Int f${round}: Int`));
      server.child.kill('SIGHUP');
      assert.equal(valueAt(await outcome(), 'msg'), 'reloaded');
      for (let count = 0; count < 5; count += 1)
        assert.equal((await sendQuery(url, '{ kept }')).text, expected);
    };
    const rounds = reloads / 4;
    for (let round = 0; round < rounds; round += 1) await reload(round);
    const before = { files: openFiles(pid), memory: residentMb(pid) };
    for (let round = 0; round < rounds; round += 1) await reload(rounds + round);
    const after = { files: openFiles(pid), memory: residentMb(pid) };
    context.diagnostic(JSON.stringify({ before, after }));
    assert.ok(after.files <= before.files * 1.1 + 2, `${before.files} files, then ${after.files}`);
    // A leaked generation of even this small graph takes some 5 MB.
    assert.ok(after.memory < before.memory + 2.5 * rounds, `${before.memory} MB, then ${after.memory} MB`);
  });
});

function openFiles(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
