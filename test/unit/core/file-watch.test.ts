import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createFileWatch, type FileWatch } from '../../../shared/core/runtime/create-file-watch.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

interface Watched {
  readonly watch: FileWatch;
  path(name: string): string;
  /** Resolves with the next call. */
  called(): Promise<void>;
  calls(): number;
  /** The argument of the last call, without the directory's name. */
  changed(): string[];
}

function watched(context: TestContext, pollMs = 60_000): Watched {
  const directory = temporaryFiles(context, { 'one.yaml': '1', 'folder/a.graphql': 'a', 'other.txt': '' });
  let calls = 0;
  let seen = 0;
  let changed: string[] = [];
  const watch = createFileWatch({
    onChange: (paths) => {
      calls += 1;
      changed = paths.map((path) => relative(directory, path));
    },
    quietMs: 20,
    pollMs,
  });
  context.after(() => watch.close());
  return {
    watch,
    path: (name) => join(directory, name),
    calls: () => calls,
    changed: () => changed,
    async called() {
      while (calls === seen) await new Promise((done) => setTimeout(done, 5));
      seen = calls;
    },
  };
}

describe('a file watch', () => {
  it('reports a file that is written, replaced, removed and restored', async (context) => {
    const { watch, path, called } = watched(context);
    watch.set([path('one.yaml')]);
    writeFileSync(path('one.yaml'), '22');
    await called();
    writeFileSync(path('new.yaml'), '333');
    renameSync(path('new.yaml'), path('one.yaml'));
    await called();
    rmSync(path('one.yaml'));
    await called();
    writeFileSync(path('one.yaml'), '4444');
    await called();
  });

  it('reports a file of a folder that is added, changed and removed', async (context) => {
    const { watch, path, called, changed } = watched(context);
    watch.set([path('folder'), path('one.yaml')]);
    writeFileSync(path('folder/b.graphql'), 'b');
    await called();
    assert.deepEqual(changed(), ['folder/b.graphql']);
    writeFileSync(path('folder/b.graphql'), 'bb');
    await called();
    rmSync(path('folder/a.graphql'));
    await called();
    assert.deepEqual(changed(), ['folder/a.graphql']);
    writeFileSync(path('one.yaml'), '22');
    await called();
    assert.deepEqual(changed(), ['one.yaml']);
  });

  it('finds changes by polling that the system does not report: a file whose folder did not exist', async (context) => {
    const { watch, path, called } = watched(context, 20);
    watch.set([path('later/one.yaml')]);
    mkdirSync(path('later'));
    writeFileSync(path('later/one.yaml'), '1');
    await called();
  });

  it('does not report other files, files that are no longer watched, or any file when closed', async (context) => {
    const { watch, path, called, calls } = watched(context);
    watch.set([path('one.yaml'), path('other.txt')]);
    watch.set([path('one.yaml')]);
    writeFileSync(path('other.txt'), 'changed');
    writeFileSync(path('one.yaml'), '22');
    await called();
    assert.equal(calls(), 1);
    watch.close();
    writeFileSync(path('one.yaml'), '333');
    await new Promise((done) => setTimeout(done, 60));
    assert.equal(calls(), 1);
  });
});
