import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadSettings } from '../../../shared/index.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

describe('caching and compression settings', () => {
  for (const [text, message] of [
    ['caching: { anonymous: { maxAge: 10 } }', /maxAge.*found 10; allowed is a duration/],
    ['caching: { anonymous: { maxAge: 400d } }', /from 0s to 365d/],
    ['caching: { anonymous: { shareMaxAge: 1s } }', /unknown setting; did you mean sharedMaxAge/],
    [
      'caching: { anonymous: { scope: private, sharedMaxAge: 9s } }',
      /sharedMaxAge.*found 9000 ms; with scope: private/,
    ],
    ['caching: { signedIn: { sharedMaxAge: 9s } }', /unknown setting/],
    ['caching: { upstreamDefault: never }', /upstreamDefault/],
    ['caching: { responses: { memory: 1KB } }', /memory.*allowed is a size/],
    ['compression: { encodings: [] }', /encodings/],
    ['compression: { encodings: [deflate] }', /encodings/],
    ['compression: { encodings: [gzip, gzip] }', /encodings.*list each encoding only once/],
    ['compression: { minimum: 20MB }', /minimum.*from 0KB to 16MB/],
  ] as const)
    it(`loadSettings rejects: ${text}`, (context) => {
      const directory = temporaryFiles(context, { 'bff.yaml': `supergraph: ./graph.graphql\n${text}\n` });
      assert.throws(() => loadSettings(join(directory, 'bff.yaml')), message);
    });

  it('by default caching is off and both compression encodings are on', (context) => {
    const directory = temporaryFiles(context, { 'bff.yaml': 'supergraph: ./graph.graphql\n' });
    const { caching, compression } = loadSettings(join(directory, 'bff.yaml'));
    assert.equal(caching, undefined);
    assert.deepEqual(compression, { enabled: true, encodings: ['br', 'gzip'], minimum: 1024 });
  });
});
