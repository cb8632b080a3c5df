import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { z } from 'zod';
import {
  federationPackages,
  findForbiddenVersions,
  oldestNode,
  refuseEngines,
  refuseLicense,
  singlePackages,
} from './dependency-rules.ts';
import { findMissingPackages, readLockfile, readManifest } from './lockfile.ts';
import { projectRoot } from './project-root.ts';
import { admits, compareVersions } from './versions.ts';

const versionTable = z.record(z.string(), z.string());
const ownManifest = z
  .object({
    engines: z.object({ node: z.string() }),
    dependencies: versionTable,
    devDependencies: versionTable,
    overrides: versionTable,
  })
  .parse(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')));
const locked = readLockfile(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
const production = locked.flatMap((entry) => {
  const manifest = entry.dev ? undefined : readManifest(projectRoot, entry);
  return manifest === undefined ? [] : [{ ...entry, manifest }];
});

describe('the dependencies', () => {
  it('dependencies are pinned exactly', () => {
    const { dependencies, devDependencies, overrides } = ownManifest;
    const loose = Object.entries({ ...dependencies, ...devDependencies, ...overrides }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    assert.deepEqual(loose, []);
  });

  it('dependencies are the versions that the lockfile installs', () => {
    const { dependencies, devDependencies } = ownManifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      const copy = locked.find(({ path }) => path === `node_modules/${name}`);
      assert.equal(copy?.version, version, name);
    }
  });

  it('dependencies are all in the lockfile, for every platform', () => {
    assert.deepEqual(findMissingPackages(locked), []);
  });

  it('dependencies have no version with a known fault', () => {
    assert.deepEqual(findForbiddenVersions(locked), []);
  });

  for (const name of singlePackages) {
    it(`dependencies have one copy of ${name}`, () => {
      assert.equal(locked.filter((entry) => entry.name === name).length, 1);
    });
  }

  it('the federation libraries are all from one release', () => {
    const versions = locked
      .filter(({ name }) => federationPackages.includes(name))
      .map(({ version }) => version);
    assert.equal(new Set(versions).size, 1);
  });

  it('dependencies have licences that allow this use', () => {
    assert.ok(production.length > 100);
    assert.deepEqual(
      production.flatMap(({ name, manifest }) => refuseLicense(name, manifest.license) ?? []),
      [],
    );
  });

  it(`dependencies run on Node ${oldestNode}, the oldest that we promise`, () => {
    assert.equal(ownManifest.engines.node, `>=${oldestNode.replace(/\.0$/, '')}`);
    // npm warns about each package that does not: 'overrides' in package.json hold the last versions that do.
    assert.deepEqual(
      locked.flatMap((entry) => refuseEngines(entry) ?? []),
      [],
    );
  });
});

describe('the rules for dependencies', () => {
  it('a forbidden version is found wherever it is installed', () => {
    for (const [name, version] of [
      ['@apollo/gateway', '2.13.1'],
      ['@apollo/server', '5.4.9'],
      ['graphql', '16.14.2'],
      ['undici', '7.29.0'],
      ['undici', '8.0.0'],
      ['undici', '8.10.1'],
      ['ioredis', '5.9.0'],
      ['redis-parser', '3.0.0'],
      ['@escape.tech/graphql-armor', '3.1.7'],
    ] as const) {
      const path = `node_modules/other/node_modules/${name}`;
      assert.equal(
        findForbiddenVersions([{ name, path, version, dev: true, dependencies: [], node: '*' }]).length,
        1,
        `${name}@${version}`,
      );
    }
  });

  it('fixed versions are accepted', () => {
    for (const [name, version] of [
      ['@apollo/gateway', '2.13.2'],
      ['undici', '7.29.1'],
      ['undici', '8.10.2'],
      ['fastify', '0.0.1'],
    ] as const) {
      assert.deepEqual(
        findForbiddenVersions([{ name, path: name, version, dev: false, dependencies: [], node: '*' }]),
        [],
      );
    }
  });

  it('names, aliases and kinds are read from a lockfile', () => {
    const packages = {
      '': { version: '0.1.0' },
      'node_modules/a/node_modules/@b/c': {
        version: '1.2.3',
        dev: true,
        optionalDependencies: { d: '1' },
        engines: { node: '>=20' },
      },
      'node_modules/alias': { name: 'undici', version: '7.0.0' },
    };
    assert.deepEqual(readLockfile(JSON.stringify({ lockfileVersion: 3, packages })), [
      {
        name: '@b/c',
        path: 'node_modules/a/node_modules/@b/c',
        version: '1.2.3',
        dev: true,
        dependencies: ['d'],
        node: '>=20',
      },
      {
        name: 'undici',
        path: 'node_modules/alias',
        version: '7.0.0',
        dev: false,
        dependencies: [],
        node: '*',
      },
    ]);
  });

  it('a dependency that a lockfile lacks is found', () => {
    const entry = { name: '', version: '1.0.0', dev: false, dependencies: [], node: '*' };
    const dependent = { ...entry, path: 'node_modules/a/node_modules/b', dependencies: ['c', 'd', 'e'] };
    const packages = [
      dependent,
      { ...entry, path: 'node_modules/c' },
      { ...entry, path: 'node_modules/a/node_modules/d' },
      { ...entry, path: 'node_modules/f/node_modules/e' },
    ];
    assert.deepEqual(findMissingPackages(packages), ['node_modules/a/node_modules/b → e']);
  });

  it('licence expressions are read', () => {
    for (const license of ['MIT', '(MIT AND BSD-3-Clause)', '(GPL-3.0-only OR MIT)']) {
      assert.equal(refuseLicense('a', license), undefined);
    }
    for (const license of ['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'UNLICENSED', 'Elastic-2.0', undefined]) {
      assert.notEqual(refuseLicense('a', license), undefined);
    }
    assert.equal(refuseLicense('@apollo/gateway', 'Elastic-2.0'), undefined);
  });

  it('a package that needs a newer Node is found', () => {
    const entry = { name: 'a', path: 'node_modules/a', version: '1.0.0', dev: true, dependencies: [] };
    assert.notEqual(refuseEngines({ ...entry, node: '^20.20.0 || >=22' }), undefined);
    assert.equal(refuseEngines({ ...entry, node: '^20.17.0 || >=22.9.0' }), undefined);
  });
});

describe('version ranges', () => {
  it('versions are ordered by number, not by letter', () => {
    assert.ok(compareVersions('7.9.0', '7.29.1') < 0);
    assert.ok(compareVersions('22.23.10', '22.23.4') > 0);
    assert.equal(compareVersions('1.0.0-rc.1', '1'), 0);
  });

  it('a range admits the versions that npm documents', () => {
    for (const range of [
      '*',
      '',
      '>= 0.4',
      '>= 10.x',
      '20',
      '18 || 20 || >=22',
      '4.x || >=6.0.0',
      '~20.19',
    ]) {
      assert.ok(admits(range, '20.19.0'), range);
    }
    for (const range of [
      '>=22',
      '^18.0.0',
      '18 || 22',
      '14 >=14.17',
      '<20.19.0',
      '20.18.x',
      '~20.18.0',
      '21 - 22',
    ]) {
      assert.ok(!admits(range, '20.19.0'), range);
    }
  });

  it('a malformed range is refused', () => {
    assert.throws(() => admits('lts', '20.19.0'), RangeError);
  });
});
