import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { listeningUrl, startFrontage } from '../support/frontage-process.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { sendQuery } from '../support/send-query.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

/** A BFF whose settings name a file of every kind. It receives no signal: it must notice edits by itself. */
async function edited(context: TestContext) {
  const upstream = await httpUpstream(context, (_request, response) => {
    response.setHeader('content-type', 'application/json').end('{"data":{"name":"n"}}');
  });
  const { supergraphSdl = '' } = composeServices([
    { name: 'only', url: upstream, typeDefs: parse('type Query { name: String }') },
  ]);
  const directory = temporaryFiles(context, {
    'base.yaml': 'supergraph: ./graph.graphql\nshutdown: { delay: 0s }\n',
    'bff.yaml': [
      'extends: ./base.yaml',
      'view: { files: [./view.graphql], compute: ./compute.ts }',
      'trustedDocuments: { directory: ./operations }',
    ].join('\n'),
    'graph.graphql': supergraphSdl,
    'view.graphql': 'type Query { name: String shown: String @compute(fn: "shown", requires: "name") }',
    'compute.ts': "import { sign } from './parts/sign.ts';\nexport const shown = () => sign;\n",
    'parts/sign.ts': "export const sign = 'one';\n",
    'operations/a.graphql': 'query A { name }',
  });
  const frontage = startFrontage(context, ['serve', '--config', join(directory, 'bff.yaml'), '--port', '0']);
  const url = await listeningUrl(frontage);
  return {
    frontage,
    write: (name: string, text: string) => writeFileSync(join(directory, name), text),
    shown: async (): Promise<unknown> => (await sendQuery(url, '{ shown }')).body,
    /** Resolves when one log line has all of these. */
    logged: (...parts: string[]) =>
      frontage.until(new RegExp(`^${parts.map((part) => `(?=.*${part})`).join('')}.*$`, 'm')),
  };
}

describe('an edit of a file that the settings name', () => {
  it('an edited file takes effect, and the log names the file', async (context) => {
    const { write, shown, logged } = await edited(context);
    assert.deepEqual(await shown(), { data: { shown: 'one' } });
    write('parts/sign.ts', "export const sign = 'two';\n");
    await logged('"msg":"reloaded"', 'sign.ts"');
    assert.deepEqual(await shown(), { data: { shown: 'two' } });
    write('compute.ts', "export const shown = () => 'three';\n");
    await logged('"msg":"reloaded"', 'compute.ts"');
    assert.deepEqual(await shown(), { data: { shown: 'three' } });
    write('operations/a.graphql', 'query A { shown }');
    await logged('"msg":"reloaded"', 'operations/a.graphql"');
    write('base.yaml', 'supergraph: ./graph.graphql\nshutdown: { delay: 0s }\nrequestDeadline: 9s\n');
    await logged('"msg":"reloaded"', 'base.yaml"');
  });

  it('an edit is noticed in a file that was invalid when it was first named', async (context) => {
    const { write, shown, logged } = await edited(context);
    write('parts/new.ts', 'export const fresh = ;\n');
    write('compute.ts', "import { fresh } from './parts/new.ts';\nexport const shown = () => fresh;\n");
    await logged('"msg":"reload refused"', 'new.ts:1:');
    write('parts/new.ts', "export const fresh = 'four';\n");
    await logged('"msg":"reloaded"', 'new.ts"');
    assert.deepEqual(await shown(), { data: { shown: 'four' } });

    write('compute.ts', "import { later } from './later.ts';\nexport const shown = () => later;\n");
    await logged('"msg":"reload refused"', 'later.ts');
    write('later.ts', "export const later = 'five';\n");
    await logged('"msg":"reloaded"', 'later.ts"');
    assert.deepEqual(await shown(), { data: { shown: 'five' } });

    const settings = 'extends: ./other.yaml\nview: { files: [./view.graphql], compute: ./compute.ts }\n';
    write('bff.yaml', settings);
    await logged('"msg":"reload refused"', 'other.yaml: the file does not exist');
    write('other.yaml', 'supergraph: ./graph.graphql\nshutdown: { delay: 1s }\n');
    await logged('"msg":"reloaded"', 'other.yaml"');
  });
});
