import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { agreedPort, compareWithSettings, readServices, readVariables } from './deployment.ts';
import { projectRoot } from './project-root.ts';
import { admits } from './versions.ts';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const services = readServices(read('docker-compose.yml'));
const clients = ['web', 'mobile', 'tv', 'partner'];

describe('docker-compose.yml', () => {
  it('docker-compose.yml runs the estate, a store and a backend for each client', () => {
    assert.deepEqual(Object.keys(services).sort(), ['estate', 'redis', ...clients].sort());
  });

  it('docker-compose.yml gives each client a port of its own, the same inside and outside', () => {
    const ports = clients.map((client) => services[client] && agreedPort(services[client]));
    assert.deepEqual(ports, ['4001', '4002', '4003', '4004']);
  });

  it('docker-compose.yml starts in each service the client of that name', () => {
    for (const client of clients) assert.equal(services[client]?.environment['CLIENT'], client);
  });

  it('docker-compose.yml has every client', () => {
    assert.deepEqual(
      configuredClients().filter((client) => !clients.includes(client)),
      [],
    );
  });

  for (const client of configuredClients()) {
    it(`docker-compose.yml gives ${client} every variable that its settings read, and no other`, () => {
      const service = services[client];
      assert.ok(service !== undefined);
      const own = readVariables(read(`bffs/${client}/bff.yaml`));
      assert.deepEqual(compareWithSettings(service, [...own, ...readVariables(read('bffs/base.yaml'))]), []);
      assert.match(read(`bffs/${client}/bff.yaml`), new RegExp(`port:.*\\b${agreedPort(service)}\\b`));
    });
  }
});

describe('the comparison of services and settings', () => {
  const environment = { CLIENT: 'web', HEALTH_PORT: '4001', A_URL: 'http://estate:4101/graphql' };
  const variables = readVariables('url: "${env.A_URL:-http://127.0.0.1:4101/graphql}"');

  it('the comparison accepts a matching service', () => {
    assert.deepEqual(compareWithSettings({ environment, ports: [] }, variables), []);
  });

  it('the comparison finds a variable that is never set', () => {
    const settings = readVariables('key: ${env.SECRET}\nport: ${env.PORT:-80}');
    assert.deepEqual(compareWithSettings({ environment, ports: [] }, [...variables, ...settings]), [
      'SECRET has neither a value nor a default',
    ]);
  });

  it('the comparison finds an upstream address that is not overridden, or has the wrong port', () => {
    for (const address of ['http://estate:4102/graphql', 'http://127.0.0.1:4101/graphql', undefined]) {
      const changed = address === undefined ? {} : { A_URL: address };
      assert.deepEqual(compareWithSettings({ environment: changed, ports: [] }, variables), [
        'A_URL is not http://estate:4101/graphql',
      ]);
    }
  });

  it('the comparison finds a variable that no setting reads', () => {
    assert.deepEqual(compareWithSettings({ environment, ports: [] }, []), ['A_URL is read by no setting']);
  });

  it('the comparison finds ports that differ', () => {
    assert.equal(agreedPort({ environment, ports: ['127.0.0.1:4001:4001'] }), '4001');
    for (const port of ['127.0.0.1:4001:4002', '127.0.0.1:4002:4001', '4001:4001']) {
      assert.equal(agreedPort({ environment, ports: [port] }), undefined);
    }
  });
});

describe('the container image', () => {
  const dockerfile = read('deploy/Dockerfile');
  const runtime = dockerfile.slice(dockerfile.indexOf(' AS runtime'));

  it('the container image has a Node whose Brotli decoder is sound', () => {
    const version = /^ARG NODE_VERSION=(\S+)$/m.exec(dockerfile)?.[1] ?? '';
    assert.ok(admits('>=22.23.4 <23 || >=24.22.1 <25 || >=26.12.1', version), version);
  });

  it('the container image builds every stage from that Node', () => {
    const bases = Array.from(dockerfile.matchAll(/^FROM (\S+)/gm), ([, name]) => name);
    assert.deepEqual(new Set(bases), new Set(['node:${NODE_VERSION}-bookworm-slim', 'base', 'build']));
  });

  it('the container image runs without privileges and without development dependencies', () => {
    assert.match(runtime, /^USER node$/m);
    assert.match(runtime, /^COPY --from=production-dependencies \/app\/node_modules /m);
    assert.match(dockerfile, /^RUN npm ci --omit=dev /m);
  });

  it('the container image has a health check by Node, and forwards signals to it', () => {
    assert.match(runtime, /^HEALTHCHECK .*CMD \["node", "--eval", ".*\/healthz/m);
    assert.match(runtime, /^CMD \["sh", "-c", "exec node /m);
  });
});

/** The folders of bffs/ that hold settings. */
function configuredClients(): string[] {
  if (!existsSync(join(projectRoot, 'bffs'))) return [];
  return readdirSync(join(projectRoot, 'bffs')).filter((name) =>
    existsSync(join(projectRoot, 'bffs', name, 'bff.yaml')),
  );
}
