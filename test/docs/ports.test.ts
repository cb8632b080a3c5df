import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CONTROL_PORT, SERVICES } from '../../demo/harbour.ts';
import { ADMIN_PORTS, BFF_PORTS } from '../../demo/launcher/settings.ts';
import { defaultSettings } from '../../shared/config/load-settings.ts';
import { isBlockedPort } from '../../shared/core/http/blocked-ports.ts';
import { projectRoot } from '../architecture/project-root.ts';

const demoPorts = [
  ...Object.values(BFF_PORTS),
  ...Object.values(ADMIN_PORTS),
  ...Object.values(SERVICES).map(({ port }) => port),
  CONTROL_PORT,
];
const written = [
  'README.md',
  'CONTRIBUTING.md',
  'docker-compose.yml',
  ...['docs', 'demo', 'bffs', 'deploy', 'schemas', 'bench'].flatMap(textsIn),
];
const offsets = new Set(
  written.flatMap((path) =>
    Array.from(textOf(path).matchAll(/--port-offset[ =](\d+)/g), ([, offset]) => Number(offset)),
  ),
);

describe('ports that browsers and fetch refuse', () => {
  it('no port of the demo is a blocked port, at every offset that a page names', () => {
    assert.ok(offsets.has(1000));
    for (const offset of [0, ...offsets]) {
      assert.deepEqual(demoPorts.map((port) => port + offset).filter(isBlockedPort), [], `offset ${offset}`);
    }
  });

  it('no default of the settings is a blocked port', () => {
    assert.equal(isBlockedPort(defaultSettings({ supergraph: 'graph.graphql' }).listen.port), false);
  });

  it('no page, settings file or container file has a blocked port', () => {
    const named = written.flatMap((path) =>
      Array.from(
        textOf(path).matchAll(
          /(?:127\.0\.0\.1|localhost|0\.0\.0\.0|--port|PORT[:=]|port:|-p)[ :=]?"?(\d{2,5})\b/g,
        ),
        ([found, port]) => ({ path, found, port: Number(port) }),
      ),
    );
    assert.ok(named.length > 50, String(named.length));
    assert.deepEqual(
      named.filter(({ port }) => isBlockedPort(port)),
      [],
    );
  });
});

describe('the list of blocked ports', () => {
  it('fetch refuses to call each blocked port', async () => {
    for (const port of [1, 4045, 4190, 5060, 6000, 6666, 10_080]) {
      assert.ok(isBlockedPort(port), String(port));
      await assert.rejects(fetch(`http://127.0.0.1:${port}/`), ({ cause }: { cause: Error }) => {
        assert.equal(cause.message, 'bad port');
        return true;
      });
    }
  });
});

function textsIn(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:md|ya?ml|graphql)$|Dockerfile$/.test(name) && !name.includes('node_modules'))
    .map((name) => join(folder, name));
}

function textOf(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}
