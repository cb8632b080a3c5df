import { decodeProtectedHeader, jwtVerify } from 'jose';
import { tokenRefused } from '../core/channels.ts';
import { FrontageError } from '../core/errors.ts';
import type { Principal } from '../core/request-context.ts';
import type { KeySet } from './key-set/create-key-set.ts';
import { checkClaims } from './token/check-claims.ts';
import { refusalOf, TokenRefusal } from './token/token-refusal.ts';

export interface AuthenticatorOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly clockToleranceMs: number;
}

export interface Authenticator {
  /**
   * Verifies the token of `Authorization: Bearer`. Resolves to undefined if the header is missing or empty. Throws
   * `FrontageError`: INVALID_TOKEN, or AUTH_UNAVAILABLE if no keys are available to verify with.
   */
  authenticate(headers: Readonly<Record<string, string>>, requestId: string): Promise<Principal | undefined>;
}

const maxTokenLength = 8192;
const maxShownLength = 100;

/** Verifies JSON Web Tokens with the keys of their issuer (RFC 7519, RFC 7517, RFC 8725). */
export function createAuthenticator(
  { issuer, audience, algorithms, clockToleranceMs }: AuthenticatorOptions,
  { keyOf }: Pick<KeySet, 'keyOf'>,
): Authenticator {
  const options = {
    issuer,
    audience,
    algorithms: [...algorithms],
    clockTolerance: clockToleranceMs / 1000,
    requiredClaims: ['exp', 'sub'],
  };

  async function verify(token: string): Promise<Principal> {
    const { payload } = await jwtVerify(token, keyOf, options);
    return { subject: checkClaims(payload, clockToleranceMs, Date.now()), claims: payload };
  }

  function refused(cause: unknown, token: string | undefined, requestId: string): FrontageError {
    if (cause instanceof FrontageError) return cause;
    const refusal = refusalOf(cause, { issuer, audience });
    // The key was imported but cannot be used.
    if (refusal === undefined) return new FrontageError('AUTH_UNAVAILABLE', { cause });
    const { reason, detail } = refusal;
    tokenRefused.publish({ requestId, reason, ...headerOf(token), ...detail });
    return new FrontageError('INVALID_TOKEN', { cause });
  }

  return {
    async authenticate({ authorization }, requestId) {
      // Some clients send an empty header when no user is signed in.
      if (authorization === undefined || authorization.trim() === '') return undefined;
      let token: string | undefined;
      try {
        token = tokenOf(authorization);
        return await verify(token);
      } catch (cause) {
        throw refused(cause, token, requestId);
      }
    },
  };
}

/** Returns the bearer token, a compact JWS: three parts in base64url (RFC 7515, section 7.1). Throws `TokenRefusal`. */
function tokenOf(authorization: string): string {
  if (authorization.length > maxTokenLength + 'Bearer '.length) throw new TokenRefusal('too long');
  const [, token] = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization) ?? [];
  if (token === undefined)
    throw new TokenRefusal(/^Bearer(?: |$)/i.test(authorization) ? 'malformed' : 'scheme');
  return token;
}

/** Returns the key id and algorithm of the token's header for the log, unverified and truncated. */
function headerOf(token: string | undefined): { readonly kid?: string; readonly algorithm?: string } {
  if (token === undefined) return {};
  try {
    const { kid, alg }: { kid?: unknown; alg?: unknown } = decodeProtectedHeader(token);
    return {
      ...(kid !== undefined && { kid: shown(kid) }),
      ...(alg !== undefined && { algorithm: shown(alg) }),
    };
  } catch {
    // The header is malformed, which is why the token is rejected.
    return {};
  }
}

function shown(value: unknown): string {
  const text =
    typeof value === 'string' ? value : `not a string but ${value === null ? 'null' : typeof value}`;
  return text.slice(0, maxShownLength);
}
