import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { valueAt } from '../support/send-query.ts';
import { projectRoot } from './project-root.ts';

/** The test files of a folder of dist/, relative to the project. */
function testFiles(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.js'))
    .map((file) => join(folder, file));
}

describe('npm test', () => {
  it('npm test runs each test file once', () => {
    const scripts: unknown = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
    const [, names] =
      /^node --test --test-concurrency=\d+ (.*)$/.exec(String(valueAt(scripts, 'scripts.test'))) ?? [];
    assert.ok(names !== undefined, 'the script ends with the names of the files');
    const listed = execFileSync('sh', ['-c', `printf '%s\\n' ${names}`], {
      cwd: projectRoot,
      encoding: 'utf8',
    });
    const files = listed
      .trimEnd()
      .split('\n')
      .flatMap((file) => {
        const [, folder] = /^dist\/test\/all\/(.*)\.js$/.exec(file) ?? [];
        return folder === undefined ? [file] : testFiles(`dist/test/${folder}`);
      });
    assert.deepEqual(files.sort(), testFiles('dist/test').sort());
  });
});
