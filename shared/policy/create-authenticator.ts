import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose';
import { FrontageError } from '../core/errors.ts';
import type { Principal } from '../core/request-context.ts';
import { createJwksFetch } from './jwks-fetch.ts';

export interface AuthenticatorOptions {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly clockToleranceMs: number;
}

export interface Authenticator {
  /**
   * Reads `Authorization: Bearer`. Undefined for a request without that header. Throws `FrontageError`: INVALID_TOKEN,
   * or AUTH_UNAVAILABLE when the keys to verify with cannot be had.
   */
  authenticate(headers: Readonly<Record<string, string>>): Promise<Principal | undefined>;
  close(): Promise<void>;
}

const maxTokenLength = 8192;
const fetchTimeoutMs = 3000;

// A subject travels upstream as a header value.
const subjectPattern = /^[\x21-\x7e]{1,256}$/;

/** Verifies JSON Web Tokens against the issuer's published keys (RFC 7519, RFC 7517, RFC 8725). */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const jwksFetch = createJwksFetch(fetchTimeoutMs);
  const keys = createRemoteJWKSet(new URL(options.jwksUrl), {
    timeoutDuration: fetchTimeoutMs,
    [customFetch]: jwksFetch.fetch,
  });

  const verify = async (token: string): Promise<JWTPayload> => {
    const { payload } = await jwtVerify(token, keys, {
      issuer: options.issuer,
      audience: options.audience,
      algorithms: [...options.algorithms],
      clockTolerance: options.clockToleranceMs / 1000,
      requiredClaims: ['exp', 'sub'],
    });
    return payload;
  };

  return {
    async authenticate({ authorization }) {
      if (authorization === undefined) return undefined;
      const [, token] = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(authorization) ?? [];
      if (token === undefined || token.length > maxTokenLength) throw new FrontageError('INVALID_TOKEN');
      const claims = await verify(token).catch((cause: unknown) => {
        throw new FrontageError(isAboutTheToken(cause) ? 'INVALID_TOKEN' : 'AUTH_UNAVAILABLE', { cause });
      });
      if (claims.sub === undefined || !subjectPattern.test(claims.sub))
        throw new FrontageError('INVALID_TOKEN');
      return { subject: claims.sub, claims };
    },
    close: () => jwksFetch.close(),
  };
}

/** Everything that jose reports is about the token, but for what it says of the key set. */
function isAboutTheToken(cause: unknown): boolean {
  if (cause instanceof errors.JWKSTimeout || cause instanceof errors.JWKSInvalid) return false;
  // A key set that answered with an HTTP error is reported as a plain JOSEError.
  return cause instanceof errors.JOSEError && cause.code !== 'ERR_JOSE_GENERIC';
}
