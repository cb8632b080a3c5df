import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { listeningUrl, startFrontage } from '../support/frontage-process.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import type { StartedProcess } from '../support/started-process.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

/** A supergraph of one subgraph. */
function graphOf(url: string, fields: string): string {
  const { errors, supergraphSdl = '' } = composeServices([
    { name: 'only', url, typeDefs: parse(`type Query { ${fields} }`) },
  ]);
  assert.equal(errors, undefined);
  return supergraphSdl;
}

/** Responds to every field of a query with the number, once `gate` is open. */
function upstream(context: TestContext, value: number, gate: () => Promise<void> = async () => {}) {
  return httpUpstream(context, async (request, response) => {
    const query = String(valueAt(await json(request), 'query'));
    await gate();
    const data = Object.fromEntries(
      (query.match(/\b(?:slow|old|kept|fresh)\b/g) ?? []).map((key) => [key, value]),
    );
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
  });
}

interface Served {
  readonly process: StartedProcess;
  readonly url: string;
  write(name: string, text: string): void;
  /** Sends SIGHUP and waits for the line in the log. */
  hangUp(line: RegExp): Promise<string>;
}

async function serve(context: TestContext, files: Readonly<Record<string, string>>): Promise<Served> {
  const directory = temporaryFiles(context, files);
  const args = ['serve', '--config', join(directory, 'bff.yaml'), '--port', '0'];
  const process = startFrontage(context, args);
  const url = await listeningUrl(process);
  return {
    process,
    url,
    write: (name, text) => writeFileSync(join(directory, name), text),
    async hangUp(line) {
      const before = process.stdout().length;
      process.child.kill('SIGHUP');
      for (;;) {
        const found = line.exec(process.stdout().slice(before));
        if (found !== null) return found[0];
        assert.equal(process.child.exitCode, null, process.output());
        await new Promise((done) => setTimeout(done, 10));
      }
    },
  };
}

const replaced = /^.*"msg":"reloaded".*$/m;
const refused = /^.*"msg":"reload refused".*$/m;
const settings = 'supergraph: ./graph.graphql\nshutdown: { delay: 0s }\n';
/** With this, only SIGHUP makes the process read the files. */
const unwatched = 'reload: { watch: false }\n';

for (const engine of ['native', 'reference']) {
  describe(`SIGHUP, with the ${engine} engine`, () => {
    const yaml = `${settings}${unwatched}engine: ${engine}\n`;

    it('SIGHUP loads a new graph, and requests in flight end on the old one', async (context) => {
      let open = (): void => {};
      const gate = new Promise<void>((resolve) => {
        open = resolve;
      });
      let arrive = (): void => {};
      const arrived = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      const first = await upstream(context, 1, () => {
        arrive();
        return gate;
      });
      const second = await upstream(context, 2);
      const { process, url, write, hangUp } = await serve(context, {
        'bff.yaml': yaml,
        'graph.graphql': graphOf(first, 'old: Int slow: Int'),
      });
      const slow = sendQuery(url, '{ slow }');
      await arrived;
      write('graph.graphql', graphOf(second, 'fresh: Int'));
      await hangUp(replaced);
      assert.deepEqual((await sendQuery(url, '{ fresh }')).body, { data: { fresh: 2 } });
      assert.deepEqual((await sendQuery(url, '{ old }')).codes, ['GRAPHQL_VALIDATION_FAILED']);
      open();
      assert.deepEqual((await slow).body, { data: { slow: 1 } });
      assert.deepEqual((await sendQuery(url, '{ fresh }')).body, { data: { fresh: 2 } });
      process.child.kill('SIGTERM');
      assert.equal(await process.exit(), 0);
      assert.equal(process.stderr(), '');
    });

    it('SIGHUP changes nothing if the new files are invalid, and logs their problems', async (context) => {
      const first = await upstream(context, 1);
      const good = graphOf(first, 'kept: Int');
      const { url, write, hangUp } = await serve(context, { 'bff.yaml': yaml, 'graph.graphql': good });
      for (const [text, reason] of [
        ['type Query {', 'Syntax Error'],
        ['type Query { a: Int }', 'not a supergraph'],
        [
          'enum join__Graph { A @join__graph(name: "a", url: "http://127.0.0.1:1") } type Query { a: Int }',
          'is not valid',
        ],
      ] as const) {
        write('graph.graphql', text);
        const line: unknown = JSON.parse(await hangUp(refused));
        assert.equal(valueAt(line, 'level'), 'error');
        assert.match(String(valueAt(line, 'reason')), new RegExp(reason));
        assert.deepEqual((await sendQuery(url, '{ kept }')).body, { data: { kept: 1 } });
      }
      write('graph.graphql', good);
      await hangUp(/"msg":"nothing changed"/);
      write('graph.graphql', graphOf(first, 'kept: Int fresh: Int'));
      await hangUp(replaced);
      assert.deepEqual((await sendQuery(url, '{ kept fresh }')).body, { data: { kept: 1, fresh: 1 } });
    });
  });
}

describe('SIGHUP', () => {
  it('SIGHUP plans trusted documents and earlier operations, as far as the new graph has their fields', async (context) => {
    const first = await upstream(context, 1);
    const { url, write, hangUp } = await serve(context, {
      'bff.yaml': `${settings}trustedDocuments: { directory: ./operations }\nreload: { watch: false, warmOperations: 3 }\n`,
      'graph.graphql': graphOf(first, 'kept: Int old: Int'),
      'operations/a.graphql': 'query Kept { kept }',
    });
    for (const query of [
      '{ kept }',
      '{ old }',
      '{ kept old }',
      '{ k: kept }',
      '{ k: kept }',
      '{ kept }',
      '{ old }',
    ]) {
      assert.deepEqual((await sendQuery(url, query)).codes, []);
    }
    write('graph.graphql', graphOf(first, 'kept: Int'));
    const line: unknown = JSON.parse(await hangUp(replaced));
    // Each is requested twice: kept, old, k; the third operation of a kind and the document itself rank behind them.
    assert.deepEqual(
      ['trustedDocuments', 'prepared', 'skipped'].map((key) => valueAt(line, key)),
      [1, 2, 1],
    );
    write('graph.graphql', graphOf(first, 'fresh: Int'));
    const reason = valueAt(JSON.parse(await hangUp(refused)), 'reason');
    assert.match(String(reason), /a\.graphql:1: Cannot query field "kept"/);
    assert.deepEqual((await sendQuery(url, '{ kept }')).body, { data: { kept: 1 } });
  });

  it('a file that is repaired to the served state is reported as repaired without SIGHUP', async (context) => {
    const first = await upstream(context, 1);
    const good = graphOf(first, 'kept: Int');
    const { process, write } = await serve(context, { 'bff.yaml': settings, 'graph.graphql': good });
    write('graph.graphql', 'type Query {');
    await process.until(/"msg":"reload refused"/);
    write('graph.graphql', good);
    await process.until(/"msg":"nothing changed"/);
  });

  it('repeated SIGHUPs each load the latest files', async (context) => {
    const first = await upstream(context, 1);
    const { process, url, write, hangUp } = await serve(context, {
      'bff.yaml': settings,
      'graph.graphql': graphOf(first, 'kept: Int'),
    });
    for (let round = 0; round < 10; round += 1) {
      write('graph.graphql', graphOf(first, `kept: Int field${round}: Int`));
      process.child.kill('SIGHUP');
      assert.deepEqual((await sendQuery(url, '{ kept }')).body, { data: { kept: 1 } });
    }
    write('graph.graphql', graphOf(first, 'kept: Int fresh: Int'));
    await hangUp(replaced);
    for (;;) {
      const { codes } = await sendQuery(url, '{ kept fresh }');
      if (codes.length === 0) break;
      await new Promise((done) => setTimeout(done, 20));
    }
    process.child.kill('SIGTERM');
    assert.equal(await process.exit(), 0);
    assert.equal(process.stderr(), '');
  });
});
