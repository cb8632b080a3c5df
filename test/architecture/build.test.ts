import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { temporaryFiles } from '../support/temporary-files.ts';
import { projectRoot } from './project-root.ts';

interface Project {
  path(file: string): string;
  /** Runs build.js; returns its exit code. */
  build(args?: readonly string[], environment?: Readonly<Record<string, string>>): number | null;
}

/** A project of a few files that is built like this one. */
function project(context: TestContext): Project {
  const directory = temporaryFiles(context, {
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify({
      compilerOptions: { module: 'nodenext', target: 'es2023', rootDir: '.', types: [], outDir: 'dist' },
      include: ['shared'],
    }),
    'shared/wire/decode/decode.ts': 'export const decode = 1;',
    'shared/cli/main.ts': 'export const main = 1;',
    'shared/one.ts': 'export const one = 1;',
  });
  copyFileSync(join(projectRoot, 'build.js'), join(directory, 'build.js'));
  symlinkSync(join(projectRoot, 'node_modules'), join(directory, 'node_modules'));
  return {
    path: (file) => join(directory, file),
    build: (args = [], environment = {}) =>
      spawnSync(process.execPath, ['build.js', ...args], {
        cwd: directory,
        env: { ...process.env, ...environment },
      }).status,
  };
}

describe('the build', () => {
  it('the build replaces files that differ and leaves every other file untouched', (context) => {
    const { path, build } = project(context);
    assert.equal(build(), 0);
    const main = statSync(path('dist/shared/cli/main.js'));
    writeFileSync(path('shared/one.ts'), 'export const one = 2;');
    assert.equal(build(), 0);
    assert.match(readFileSync(path('dist/shared/one.js'), 'utf8'), /one = 2/);
    const { ino, mtimeMs } = statSync(path('dist/shared/cli/main.js'));
    assert.deepEqual({ ino, mtimeMs }, { ino: main.ino, mtimeMs: main.mtimeMs });
    rmSync(path('shared/one.ts'));
    assert.equal(build(), 0);
    const built = readdirSync(path('dist/shared'), { encoding: 'utf8' });
    assert.deepEqual(
      built.filter((name) => name.includes('one')),
      [],
    );
    assert.deepEqual(
      readdirSync(path('.')).filter((name) => name.startsWith('.dist')),
      [],
    );
  });

  it('the build leaves the last output untouched if the sources do not compile', (context) => {
    const { path, build } = project(context);
    assert.equal(build(), 0);
    writeFileSync(path('shared/one.ts'), 'export const one: string = 2;');
    assert.notEqual(build(), 0);
    assert.match(readFileSync(path('dist/shared/one.js'), 'utf8'), /one = 1/);
  });

  it('the build does nothing when npx runs prepare for a program that is already built', (context) => {
    const { path, build } = project(context);
    const byNpx = { npm_command: 'exec' };
    assert.equal(build(['--prepare'], byNpx), 0);
    writeFileSync(path('shared/one.ts'), 'export const one = 2;');
    assert.equal(build(['--prepare'], byNpx), 0);
    assert.match(readFileSync(path('dist/shared/one.js'), 'utf8'), /one = 1/);
    assert.equal(build(['--prepare'], { npm_command: 'ci' }), 0);
    assert.match(readFileSync(path('dist/shared/one.js'), 'utf8'), /one = 2/);
  });
});

describe('npx frontage, the first time in a clone', () => {
  it('npx frontage starts the built program without a network', (context) => {
    const cache = temporaryFiles(context, {});
    const built = join(projectRoot, 'dist/shared/index.js');
    const before = statSync(built);
    const { status, stdout, stderr } = spawnSync('npx', ['frontage', '--version'], {
      cwd: projectRoot,
      env: {
        ...process.env,
        npm_config_cache: cache,
        npm_config_offline: 'true',
        npm_config_registry: 'http://127.0.0.1:9',
      },
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
    const { ino, mtimeMs } = statSync(built);
    assert.deepEqual({ ino, mtimeMs }, { ino: before.ino, mtimeMs: before.mtimeMs });
  });
});
