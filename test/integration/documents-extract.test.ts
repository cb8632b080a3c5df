import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { projectRoot } from '../architecture/project-root.ts';
import { idOf } from '../support/document-ids.ts';
import { serveDocuments, sha256 } from '../support/documents-served.ts';
import { startFrontage } from '../support/frontage-process.ts';
import { listAt, valueAt } from '../support/send-query.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const one = 'query One{...F}\nfragment F on Query { kept }\n';
const two = 'query Two { two: kept }\nquery Three { ...G }\nfragment G on Query { three: kept }\n';
const bff = (more = '') =>
  `supergraph: ./graph.graphql\nclient: kiosk\ntrustedDocuments: { directory: ./operations }\n${more}`;

async function extract(context: TestContext, directory: string, ...more: readonly string[]) {
  const args = ['documents', 'extract', join(directory, 'bff.yaml'), ...more];
  const process = startFrontage(context, args);
  return { code: await process.exit(), stdout: process.stdout(), stderr: process.stderr() };
}

describe('frontage documents extract', () => {
  it('frontage documents extract writes a manifest whose operations a server finds by id', async (context) => {
    const directory = temporaryFiles(context, {
      'bff.yaml': bff(),
      'operations/a.graphql': one,
      'operations/b.graphql': two,
    });
    const output = join(directory, 'manifests');
    const { code, stderr } = await extract(context, directory, '--output', output, '--app-version', '5.2.0');
    assert.deepEqual([code, stderr], [0, '']);
    assert.deepEqual(readdirSync(output), ['kiosk@5.2.0.json']);
    const text = readFileSync(join(output, 'kiosk@5.2.0.json'), 'utf8');
    const operations = listAt(JSON.parse(text), 'operations');
    assert.deepEqual(
      operations.map((operation) => [valueAt(operation, 'name'), valueAt(operation, 'type')]),
      [
        ['One', 'query'],
        ['Three', 'query'],
        ['Two', 'query'],
      ],
    );
    const { post } = await serveDocuments(context, {
      files: { 'kiosk@5.2.0.json': text },
      settings: 'trustedDocuments: { manifests: [./kiosk@5.2.0.json], mode: enforce }\n',
    });
    for (const [index, key] of ['kept', 'three', 'two'].entries()) {
      const body = String(valueAt(operations, `${index}.body`));
      assert.equal(valueAt(operations, `${index}.id`), sha256(body));
      assert.deepEqual((await post({ documentId: idOf(body) })).body, { data: { [key]: 1 } });
    }
  });

  it('frontage documents extract writes the same manifest to any file name and to standard output', async (context) => {
    const settings = join(projectRoot, 'bffs/tv');
    const directory = temporaryFiles(context, {});
    const file = join(directory, 'manifest.json');
    await extract(context, settings, '--output', file);
    const { stdout } = await extract(context, settings, '--output', '-');
    assert.equal(readFileSync(file, 'utf8'), stdout);
    assert.match(stdout, /"name": "TvHome"/);
  });

  for (const [what, files, args, says] of [
    [
      'no folder of operations',
      { 'bff.yaml': 'supergraph: x\n' },
      [],
      /trustedDocuments\.directory: not set/,
    ],
    [
      'an anonymous operation',
      { 'bff.yaml': bff(), 'operations/a.graphql': '{ kept }' },
      [],
      /a\.graphql: an operation has no name/,
    ],
    [
      'two operations of the same name',
      { 'bff.yaml': bff(), 'operations/a.graphql': one, 'operations/b.graphql': one.replace('F}', 'F }') },
      [],
      /b\.graphql: the operation One is in .*a\.graphql as well$/m,
    ],
    [
      'a version that cannot be part of a file name',
      { 'bff.yaml': bff(), 'operations/a.graphql': one },
      ['--app-version', '../1'],
      /found --app-version "\.\.\/1"; allowed/,
    ],
  ] as const) {
    it(`frontage documents extract refuses ${what}`, async (context) => {
      const directory = temporaryFiles(context, files);
      const { code, stderr } = await extract(context, directory, '--output', join(directory, 'm'), ...args);
      assert.equal(code, 1);
      assert.match(stderr, says);
    });
  }
});
