import type { TestContext } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { httpUpstream } from './http-upstream.ts';

export interface TokenIssuer {
  /** For `authentication`. */
  readonly settings: Readonly<Record<string, unknown>>;
  token(claims: Readonly<Record<string, unknown>>): Promise<string>;
}

/** Signs tokens with any claims, and publishes its keys. */
export async function tokenIssuer(context: TestContext): Promise<TokenIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const keySet = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: '1', alg: 'ES256' }] });
  const issuer = await httpUpstream(context, (_request, response) => response.end(keySet));
  return {
    settings: { jwt: { jwksUrl: `${issuer}/jwks`, issuer, audience: 'test' } },
    token: (claims) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: '1' })
        .setIssuer(issuer)
        .setAudience('test')
        .setSubject('user-1')
        .setExpirationTime('1 minute')
        .sign(privateKey),
  };
}
