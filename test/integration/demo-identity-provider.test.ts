import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { createEstate, type Estate } from '../../demo/estate.ts';
import { valueAt } from '../support/send-query.ts';

let estate: Estate;
let issuer: string;

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  issuer = estate.service('identity').url;
});
after(() => estate.close());

function request(body: string | URLSearchParams): Promise<Response> {
  return fetch(`${issuer}/token`, { method: 'POST', body });
}

async function token(fields: Readonly<Record<string, unknown>>): Promise<string> {
  const response = await request(JSON.stringify(fields));
  assert.equal(response.status, 200);
  return String(valueAt(await response.json(), 'access_token'));
}

describe('the identity provider of the demo', () => {
  it('the identity provider signs tokens that verify against the key set of its discovery document', async () => {
    const response = await fetch(`${issuer}/.well-known/openid-configuration`);
    const discovery: unknown = await response.json();
    assert.equal(valueAt(discovery, 'issuer'), issuer);
    const keys = createRemoteJWKSet(new URL(String(valueAt(discovery, 'jwks_uri'))));
    const { payload } = await jwtVerify(await token({ user: 'user-7', scope: 'orders:read' }), keys, {
      issuer,
      audience: 'harbour',
    });
    assert.equal(payload.sub, 'user-7');
    assert.equal(payload['scope'], 'orders:read');
  });

  it('the identity provider issues invalid tokens on request', async () => {
    const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
    const expired = await token({ user: 'user-7', expiresIn: -60 });
    await assert.rejects(jwtVerify(expired, keys), errors.JWTExpired);
    const foreign = await token({ partner: 'partner-2', audience: 'elsewhere' });
    await assert.rejects(jwtVerify(foreign, keys, { audience: 'harbour' }), errors.JWTClaimValidationFailed);
  });

  it('the identity provider accepts a form', async () => {
    const response = await request(new URLSearchParams({ partner: 'partner-8', expiresIn: '60' }));
    assert.equal(valueAt(await response.json(), 'expires_in'), 60);
  });

  it('the identity provider refuses unknown clients and ambiguous requests with a reason', async () => {
    const wrong = [
      [{ user: 'user-601' }, /unknown user "user-601"/],
      [{ partner: 'partner-9' }, /unknown partner "partner-9"/],
      [{}, /either "user" or "partner"/],
      [{ user: 'user-1', partner: 'partner-1' }, /either "user" or "partner"/],
      [{ user: 'user-1', expiresIn: 1e9 }, /expiresIn/],
      [{ user: 'user-1', roles: 'admin' }, /roles/],
    ] as const;
    for (const [fields, message] of wrong) {
      const response = await request(JSON.stringify(fields));
      assert.equal(response.status, 400);
      assert.match(String(valueAt(await response.json(), 'error_description')), message);
    }
  });
});
