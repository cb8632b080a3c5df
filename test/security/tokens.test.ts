import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { SignJWT } from 'jose';
import { type TokenRefused, tokenRefused } from '../../shared/core/channels.ts';
import { FrontageError } from '../../shared/core/errors.ts';
import { createAuthenticator } from '../../shared/policy/create-authenticator.ts';
import { createKeySet } from '../../shared/policy/key-set/create-key-set.ts';
import { audience, issuer, keyProvider, providerKey } from '../support/key-provider.ts';
import { keySetOptions } from '../support/key-set-options.ts';

const key = await providerKey('k1');
const foreign = await providerKey('k1');

async function policyOf(context: TestContext) {
  const provider = await keyProvider(context, [key]);
  const keys = createKeySet({ ...keySetOptions, url: provider.url });
  context.after(() => keys.close());
  const options = { issuer, audience, algorithms: ['ES256'], clockToleranceMs: 30_000 };
  return { policy: createAuthenticator(options, keys), provider };
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Read when a token is made: it is compared with the clock of the moment. */
const nowSeconds = (): number => Math.floor(Date.now() / 1000);
const raw = (claims: string): Promise<string> => key.sign(JSON.parse(claims));
const refused: Readonly<Record<string, () => Promise<string>>> = {
  'sub: a number': () => raw('{"sub":5}'),
  'sub: empty': () => raw('{"sub":""}'),
  'sub: null': () => raw('{"sub":null}'),
  'sub: a list': () => raw('{"sub":["user-1"]}'),
  'sub: with a line break': () => raw('{"sub":"a\\r\\nx: y"}'),
  'sub: 257 characters': () => raw(`{"sub":"${'x'.repeat(257)}"}`),
  'exp: 1e300': () => raw('{"exp":1e300}'),
  'exp: beyond dates': () => raw('{"exp":253402300800}'),
  'exp: a fraction': () => raw(`{"exp":${nowSeconds() + 60}.5}`),
  'exp: a string': () => raw(`{"exp":"${nowSeconds() + 60}"}`),
  'exp: negative': () => raw('{"exp":-1}'),
  'exp: null': () => raw('{"exp":null}'),
  'nbf: in the future': () => raw(`{"nbf":${nowSeconds() + 600}}`),
  'nbf: a string': () => raw('{"nbf":"0"}'),
  'iat: in the future': () => raw(`{"iat":${nowSeconds() + 600}}`),
  'iat: negative': () => raw('{"iat":-5}'),
  'iss: another': () => raw('{"iss":"https://evil.example"}'),
  'iss: a list': () => raw(`{"iss":["${issuer}"]}`),
  'aud: another': () => raw('{"aud":"bank"}'),
  'aud: a list without it': () => raw('{"aud":["bank","post"]}'),
  'aud: an object': () => raw(`{"aud":{"${audience}":1}}`),
  'alg: none': async () => `${encoded({ alg: 'none' })}.${(await key.sign()).split('.')[1]}.`,
  'alg: absent': async () => `${encoded({ kid: 'k1' })}.${(await key.sign()).split('.').slice(1).join('.')}`,
  'alg: HMAC with the public key': () =>
    new SignJWT({ iss: issuer, aud: audience, sub: 'a', exp: nowSeconds() + 60 })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(new TextEncoder().encode(JSON.stringify(key.jwk))),
  'another key': () => foreign.sign(),
  'another key, embedded': () => foreign.sign({}, { jwk: foreign.jwk }),
  'another key, behind jku': () => foreign.sign({}, { jku: 'http://127.0.0.1:1/jwks' }),
  'another key, behind x5u': () => foreign.sign({}, { x5u: 'http://127.0.0.1:1/cert' }),
  'kid: a path': () => foreign.sign({}, { kid: '../../dev/null' }),
  'kid: long': () => key.sign({}, { kid: 'k'.repeat(4000) }),
  'a long token': () => key.sign({ filler: 'x'.repeat(9000) }),
  'five parts': async () => `${await key.sign()}.a.b`,
  'white space inside': async () => (await key.sign()).replace('.', '. '),
};

describe('tokens that are refused', () => {
  for (const [name, make] of Object.entries(refused)) {
    it(name, async (context) => {
      const { policy, provider } = await policyOf(context);
      const reasons: TokenRefused[] = [];
      context.after(tokenRefused.subscribe((message) => reasons.push(message)));
      const token = await make();
      await assert.rejects(policy.authenticate({ authorization: `Bearer ${token}` }, 'r1'), (error) => {
        assert.ok(error instanceof FrontageError);
        assert.equal(error.code, 'INVALID_TOKEN');
        return true;
      });
      assert.equal(reasons.length, 1);
      assert.equal(reasons[0]?.requestId, 'r1');
      assert.ok(JSON.stringify(reasons).length < 1000);
      assert.ok(provider.hits() <= 2);
    });
  }
});

describe('tokens that are accepted', () => {
  it('a token for one of several audiences is accepted, with any case of the scheme', async (context) => {
    const { policy } = await policyOf(context);
    const token = await key.sign({ aud: ['bank', audience], iat: nowSeconds() });
    for (const scheme of ['Bearer', 'bearer', 'BEARER '])
      assert.equal(
        (await policy.authenticate({ authorization: `${scheme} ${token}` }, 'r1'))?.subject,
        'user-1',
      );
  });

  it('an empty Authorization header is an anonymous request if no token is required', async (context) => {
    const { policy } = await policyOf(context);
    for (const authorization of ['', '  '])
      assert.equal(await policy.authenticate({ authorization }, 'r1'), undefined);
  });
});
