import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createFileEndpoints } from '../../../shared/upstream/discovery/file-endpoints.ts';
import { parseEndpoints } from '../../../shared/upstream/discovery/read-endpoint-file.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';
import { upstreamEvents } from '../../support/upstream-events.ts';

const one = [{ url: 'http://one.test/', weight: 1 }];
const two = [{ url: 'http://two.test/', weight: 3 }];

function start(context: TestContext, content: string, { name = 'file', pollMs = 60_000 } = {}) {
  const directory = temporaryFiles(context, { 'endpoints.json': content });
  const file = join(directory, 'endpoints.json');
  const source = createFileEndpoints({ name, file, pollMs });
  context.after(() => source.close());
  const changed = (): Promise<unknown> =>
    new Promise((resolve) => {
      const alive = setInterval(() => {}, 1000);
      const end = source.subscribe((list) => {
        clearInterval(alive);
        end();
        resolve(list);
      });
    });
  return { directory, file, source, changed };
}

describe('endpoints from a file', () => {
  it('are read at startup, with a default weight of 1', (context) => {
    const { source } = start(context, '[{"url":"http://one.test"}]');
    assert.deepEqual(source.current, one);
  });

  it('change when the file is written', async (context) => {
    const { file, changed } = start(context, JSON.stringify(one));
    const next = changed();
    writeFileSync(file, JSON.stringify(two));
    assert.deepEqual(await next, two);
  });

  it('change whenever the file is replaced by a rename', async (context) => {
    const { directory, file, changed } = start(context, JSON.stringify(one));
    for (const list of [two, one, two]) {
      const next = changed();
      writeFileSync(join(directory, 'new.json'), JSON.stringify(list));
      renameSync(join(directory, 'new.json'), file);
      assert.deepEqual(await next, list);
    }
  });

  it('change when a link beside the file is replaced, as in volumes of Kubernetes', async (context) => {
    const directory = temporaryFiles(context, {
      '..1/endpoints.json': JSON.stringify(one),
      '..2/endpoints.json': JSON.stringify(two),
    });
    symlinkSync('..1', join(directory, '..data'));
    symlinkSync('..data/endpoints.json', join(directory, 'endpoints.json'));
    const source = createFileEndpoints({
      name: 'link',
      file: join(directory, 'endpoints.json'),
      pollMs: 60_000,
    });
    context.after(() => source.close());
    const next = new Promise((resolve) => source.subscribe(resolve));
    const alive = setInterval(() => {}, 1000);
    context.after(() => clearInterval(alive));
    symlinkSync('..2', join(directory, '..tmp'));
    renameSync(join(directory, '..tmp'), join(directory, '..data'));
    assert.deepEqual(await next, two);
  });

  it('remain when the file is invalid or removed, and the problem is reported', async (context) => {
    const events = upstreamEvents(context, 'file-wrong');
    const { file, source, changed } = start(context, JSON.stringify(one), { name: 'file-wrong' });
    writeFileSync(file, '[{"url":"http://two.test"');
    await events.until('discovery failed', 1);
    unlinkSync(file);
    await events.until('discovery failed', 2);
    writeFileSync(file, '[]');
    await events.until('discovery failed', 3);
    assert.deepEqual(source.current, one);
    const [broken, gone, empty] = events.of('discovery failed').map(({ reason }) => reason);
    assert.ok(broken?.startsWith(`${file}: this is not JSON: `));
    assert.equal(gone, `${file}: the file does not exist`);
    assert.equal(empty, `${file}: the list is empty; at least one endpoint is required`);
    const next = changed();
    writeFileSync(file, JSON.stringify(two));
    assert.deepEqual(await next, two);
  });

  it('are found by polling when the file cannot be watched', async (context) => {
    const { directory, file, changed } = start(context, JSON.stringify(one), { pollMs: 10 });
    // The watched directory is removed; the new one has the same name.
    rmSync(directory, { recursive: true });
    const next = changed();
    mkdirSync(directory);
    writeFileSync(file, JSON.stringify(two));
    assert.deepEqual(await next, two);
  });

  it('prevent a start when the first file is missing, invalid or too large', (context) => {
    const directory = temporaryFiles(context, {
      'wrong.json': '{}',
      'large.json': ' '.repeat(1_000_001),
    });
    const startWith = (name: string) => () =>
      createFileEndpoints({ name: 'start', file: join(directory, name), pollMs: 60_000 });
    assert.throws(startWith('none.json'), {
      name: 'StartError',
      message: /none\.json: the file does not exist$/,
    });
    assert.throws(startWith('wrong.json'), {
      name: 'StartError',
      message: /wrong\.json: this is not a list of endpoints$/,
    });
    assert.throws(startWith('large.json'), { name: 'StartError', message: /larger than the 1000000 bytes/ });
  });

  const refused: [unknown, string][] = [
    [['http://a.test'], 'endpoint 1: this is not an object'],
    [[null], 'endpoint 1: this is not an object'],
    [[{}], 'endpoint 1: url: found undefined; allowed is an http or https URL'],
    [
      [...one, { url: 'ftp://a.test' }],
      'endpoint 2: url: found "ftp://a.test"; allowed is an http or https URL',
    ],
    [[{ url: 'http://' }], 'endpoint 1: url: found "http://"; allowed is an http or https URL'],
    [[{ url: 'http://user:secret@a.test' }], 'endpoint 1: url: credentials are not allowed in it'],
    [
      [{ url: 'http://a.test', weight: 0 }],
      'endpoint 1: weight: found 0; allowed is a whole number from 1 to 1000',
    ],
    [
      [{ url: 'http://a.test', weight: 1.5 }],
      'endpoint 1: weight: found 1.5; allowed is a whole number from 1 to 1000',
    ],
    [[{ url: 'http://a.test', wight: 1 }], 'endpoint 1: unknown key "wight"; allowed are url and weight'],
    [[...one, ...one], 'endpoint 2: http://one.test/ occurs twice'],
    [
      Array.from({ length: 1001 }, (_, index) => ({ url: `http://a${index}.test` })),
      'found 1001 endpoints; at most 1000 are allowed',
    ],
  ];
  for (const [content, message] of refused) {
    it(`are refused: ${message}`, () => assert.equal(parseEndpoints(JSON.stringify(content)), message));
  }
});
