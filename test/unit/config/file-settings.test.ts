import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadSettings, upstreamSettings } from '../../../shared/config/load-settings.ts';
import { StartError } from '../../../shared/core/start-error.ts';
import { upstreamsOptions } from '../../../shared/runtime/options/upstreams.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const graph = (url: string) => ({ subgraphs: [{ name: 'a', url }], connectors: [], sources: [] });

describe('file settings of upstreams', () => {
  it('are resolved relative to the settings file that contains them', (context) => {
    const directory = temporaryFiles(context, {
      'base/base.yaml': `supergraph: ./graph.graphql
upstreams:
  all: { tls: { ca: ./ca.pem } }
  sources: { rest: { discovery: { file: ./rest.json } } }
`,
      'web/bff.yaml': `extends: ../base/base.yaml
upstreams: { subgraphs: { a: { tls: { ca: ../ca.pem, certificate: own.pem, key: /keys/own.key } } } }
`,
    });
    const settings = loadSettings(join(directory, 'web', 'bff.yaml'));
    assert.equal(settings.supergraph, join(directory, 'base', 'graph.graphql'));
    assert.deepEqual(settings.upstreams.all.tls, { ca: join(directory, 'base', 'ca.pem') });
    assert.equal(
      upstreamSettings(settings, 'sources', 'rest').discovery?.file,
      join(directory, 'base', 'rest.json'),
    );
    const { subgraphs } = upstreamsOptions(
      { ...settings, upstreams: { ...settings.upstreams, sources: {} } },
      graph('https://a.test'),
    );
    assert.deepEqual(subgraphs[0]?.transport.tls, {
      ca: join(directory, 'ca.pem'),
      certificate: join(directory, 'web', 'own.pem'),
      key: '/keys/own.key',
      setting: 'upstreams.subgraphs.a.tls',
    });
  });
});

describe('upstreams.*.protocol', () => {
  for (const [protocol, url] of [
    ['h2', 'http://a.test'],
    ['h2c', 'https://a.test'],
  ] as const) {
    it(`rejects ${protocol} for ${url}`, (context) => {
      const text = `supergraph: x\nupstreams: { all: { protocol: ${protocol} } }\n`;
      const settings = loadSettings(join(temporaryFiles(context, { 'bff.yaml': text }), 'bff.yaml'));
      assert.throws(
        () => upstreamsOptions(settings, graph(url)),
        (error) =>
          error instanceof StartError && /upstreams\.subgraphs\.a\.protocol: found h2/.test(error.message),
      );
    });
  }
});
