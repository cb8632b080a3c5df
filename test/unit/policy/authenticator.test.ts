import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { type ErrorCode, FrontageError } from '../../../shared/core/errors.ts';
import { type Authenticator, createAuthenticator } from '../../../shared/policy/create-authenticator.ts';
import { createKeySet } from '../../../shared/policy/key-set/create-key-set.ts';
import { deadUpstream, httpUpstream } from '../../support/http-upstream.ts';
import { keySetOptions } from '../../support/key-set-options.ts';

const issuer = 'https://id.example';
const audience = 'shop';
const { publicKey, privateKey } = await generateKeyPair('ES256');
const keySet = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }] });

async function authenticator(context: TestContext, jwksUrl?: string): Promise<Authenticator> {
  const url = jwksUrl ?? (await httpUpstream(context, (_request, response) => response.end(keySet)));
  const keys = createKeySet({ ...keySetOptions, url: `${url}/jwks` });
  context.after(() => keys.close());
  return createAuthenticator({ issuer, audience, algorithms: ['ES256'], clockToleranceMs: 30_000 }, keys);
}

/** Read when a token is made: it is compared with the clock of the moment. */
function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

function token(claims: JWTPayload = {}, header: { alg?: string; kid?: string } = {}): Promise<string> {
  return new SignJWT({ iss: issuer, aud: audience, sub: 'user-1', exp: nowSeconds() + 60, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1', ...header })
    .sign(privateKey);
}

async function refusal(subject: Authenticator, authorization: string): Promise<ErrorCode> {
  try {
    await subject.authenticate({ authorization }, 'r1');
  } catch (error) {
    if (error instanceof FrontageError) return error.code;
    throw error;
  }
  return assert.fail('the token was accepted');
}

describe('the authenticator', () => {
  it('returns the subject and the claims of a valid token', async (context) => {
    const subject = await authenticator(context);
    const principal = await subject.authenticate(
      { authorization: `Bearer ${await token({ scope: 'a' })}` },
      'r1',
    );
    assert.equal(principal?.subject, 'user-1');
    assert.equal(principal?.claims['scope'], 'a');
  });

  it('treats a request without a token as anonymous', async (context) => {
    assert.equal(await (await authenticator(context)).authenticate({}, 'r1'), undefined);
  });

  const wrong: [string, () => Promise<string> | string][] = [
    ['from another issuer', () => token({ iss: 'https://evil.example' })],
    ['for another audience', () => token({ aud: 'bank' })],
    ['that has expired', () => token({ exp: nowSeconds() - 31 })],
    ['that is not valid yet', () => token({ nbf: nowSeconds() + 60 })],
    ['without an expiry', async () => withoutClaim('exp')],
    ['without a subject', async () => withoutClaim('sub')],
    ['whose subject would break a header', () => token({ sub: 'a\r\nx: y' })],
    ['signed with a key that the set does not have', () => token({}, { kid: 'other' })],
    ['without a signature', async () => unsigned()],
    ['with a changed payload', async () => tampered()],
    ['that is longer than 8 KB', () => token({ filler: 'x'.repeat(9000) })],
    ['that is not a JWT', () => 'nonsense'],
  ];
  for (const [name, make] of wrong) {
    it(`rejects a token ${name} with INVALID_TOKEN`, async (context) => {
      assert.equal(await refusal(await authenticator(context), `Bearer ${await make()}`), 'INVALID_TOKEN');
    });
  }

  it('rejects a token under another scheme with INVALID_TOKEN', async (context) => {
    assert.equal(await refusal(await authenticator(context), `Basic ${await token()}`), 'INVALID_TOKEN');
  });

  it('rejects every token with AUTH_UNAVAILABLE while the keys cannot be fetched', async (context) => {
    const bearer = `Bearer ${await token()}`;
    assert.equal(
      await refusal(await authenticator(context, await deadUpstream()), bearer),
      'AUTH_UNAVAILABLE',
    );
    const broken = await httpUpstream(context, (_request, response) => response.writeHead(500).end());
    assert.equal(await refusal(await authenticator(context, broken), bearer), 'AUTH_UNAVAILABLE');
    const garbage = await httpUpstream(context, (_request, response) => response.end('<html>'));
    assert.equal(await refusal(await authenticator(context, garbage), bearer), 'AUTH_UNAVAILABLE');
  });
});

function withoutClaim(claim: 'exp' | 'sub'): Promise<string> {
  return new SignJWT({
    iss: issuer,
    aud: audience,
    ...(claim === 'exp' ? { sub: 'user-1' } : { exp: nowSeconds() + 60 }),
  })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .sign(privateKey);
}

async function unsigned(): Promise<string> {
  const [, payload] = (await token()).split('.');
  return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
}

async function tampered(): Promise<string> {
  const [header, , signature] = (await token()).split('.');
  return `${header}.${Buffer.from(JSON.stringify({ iss: issuer, aud: audience, sub: 'root', exp: 4e9 })).toString('base64url')}.${signature}`;
}
