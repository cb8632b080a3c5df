import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { readKeySet } from '../../../shared/policy/key-set/read-key-set.ts';
import { providerKey } from '../../support/key-provider.ts';

const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const good = (await providerKey('good')).jwk;
const rsa = (bits: number) =>
  generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' });

const unusable: readonly [string, object][] = [
  ['it is symmetric', { kty: 'oct', k: 'c2VjcmV0' }],
  ['it is a private key', { ...good, d: 'AAAA' }],
  ['it is not for signatures', { ...good, use: 'enc' }],
  ['it is not for signatures', { ...good, key_ops: ['sign'] }],
  ['its algorithm is not accepted', { ...good, alg: 'ES384' }],
  ['its kid is malformed', { ...good, kid: 5 }],
  ['its kid is malformed', { ...good, kid: 'x'.repeat(257) }],
  ['it has fewer than 2048 bits', { ...rsa(1024), kid: 'weak' }],
  ['its type matches no accepted algorithm', { kty: 'EC', crv: 'P-384', x: 'AA', y: 'AA' }],
  ['its type matches no accepted algorithm', { kty: 'unheard-of' }],
  ['its type matches no accepted algorithm', {}],
  ['it is malformed', { ...good, x: 'AAAA' }],
];

describe('a key set', () => {
  for (const [reason, key] of unusable) {
    it(`ignores a key because ${reason}: ${JSON.stringify(key).slice(0, 40)}`, async () => {
      const { keys, ignored } = await readKeySet(JSON.stringify({ keys: [key, good] }), algorithms);
      assert.equal(keys, 1);
      assert.deepEqual(
        ignored.map((one) => one.reason),
        [reason],
      );
      await assert.rejects(readKeySet(JSON.stringify({ keys: [key] }), algorithms), {
        message: new RegExp(reason),
      });
    });
  }

  it('accepts keys of every accepted type, with and without an algorithm', async () => {
    const keys = [good, { ...rsa(2048), kid: 'r' }, { ...rsa(2048), kid: 'p', alg: 'PS256' }];
    const { ignored, keyIds } = await readKeySet(JSON.stringify({ keys }), algorithms);
    assert.deepEqual(ignored, []);
    assert.deepEqual([...keyIds], ['good', 'r', 'p']);
  });

  it('ignores different keys with the same kid, and counts identical copies as one key', async () => {
    const twin = (await providerKey('good')).jwk;
    const other = (await providerKey('other')).jwk;
    const read = await readKeySet(JSON.stringify({ keys: [good, twin, other, other] }), algorithms);
    assert.deepEqual([...read.keyIds], ['other']);
    assert.deepEqual(
      read.ignored.map(({ kid }) => kid),
      ['good', 'good'],
    );
  });

  it('uses at most a hundred keys', async () => {
    const keys = Array.from({ length: 101 }, (_, index) => ({ ...good, kid: `k${index}` }));
    const read = await readKeySet(JSON.stringify({ keys }), algorithms);
    assert.deepEqual([read.keys, read.ignored.length], [100, 1]);
  });
});
