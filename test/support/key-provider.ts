import type { RequestListener } from 'node:http';
import type { TestContext } from 'node:test';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { httpUpstream } from './http-upstream.ts';

export interface ProviderKey {
  readonly jwk: JWK;
  /** Signs a token for `user-1` with additional claims and header parameters. */
  sign(claims?: JWTPayload, header?: Readonly<Record<string, unknown>>): Promise<string>;
}

/** An identity provider whose response the test sets. */
export interface KeyProvider {
  readonly url: string;
  /** The keys of its key set. */
  keys: readonly ProviderKey[];
  /** Undefined: the key set. */
  respond: RequestListener | undefined;
  /** The number of requests for it. */
  hits(): number;
}

export const issuer = 'https://id.example';
export const audience = 'shop';

export async function providerKey(kid: string, alg = 'ES256'): Promise<ProviderKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
    sign: (claims = {}, header = {}) => {
      const exp = Math.floor(Date.now() / 1000) + 172_800;
      return new SignJWT({ iss: issuer, aud: audience, sub: 'user-1', exp, ...claims })
        .setProtectedHeader({ alg, kid, ...header })
        .sign(privateKey);
    },
  };
}

export async function keyProvider(context: TestContext, keys: readonly ProviderKey[]): Promise<KeyProvider> {
  let hits = 0;
  const url = await httpUpstream(context, (request, response) => {
    hits += 1;
    if (provider.respond !== undefined) return provider.respond(request, response);
    response.setHeader('content-type', 'application/json');
    return response.end(JSON.stringify({ keys: provider.keys.map(({ jwk }) => jwk) }));
  });
  const provider: KeyProvider = { url: `${url}/jwks`, keys, respond: undefined, hits: () => hits };
  return provider;
}
