import type { JWTPayload } from 'jose';
import { TokenRefusal } from './token-refusal.ts';

// The subject is sent to upstreams as a header value.
const subjectPattern = /^[\x21-\x7e]{1,256}$/;

/** 9999-12-31T23:59:59Z, in seconds. A later time is a mistake, or an attempt to create a token that never expires. */
const lastSecond = 253_402_300_799;

/**
 * Checks the claims whose form the library does not check (RFC 7519, section 4.1): times must be whole seconds, the subject a
 * string. Returns the subject. Throws `TokenRefusal`.
 */
export function checkClaims(claims: JWTPayload, clockToleranceMs: number, nowMs: number): string {
  for (const claim of ['exp', 'nbf', 'iat'] as const) checkTime(claims, claim);
  const { iat, sub } = claims;
  if (iat !== undefined && iat * 1000 > nowMs + clockToleranceMs)
    throw new TokenRefusal('not valid yet', { claim: 'iat', found: String(iat) });
  const subject: unknown = sub;
  if (typeof subject !== 'string') throw new TokenRefusal('claim', { claim: 'sub', found: typeof subject });
  // Do not log the value, which may be personal data.
  if (!subjectPattern.test(subject))
    throw new TokenRefusal('claim', { claim: 'sub', found: `a string of ${subject.length} characters` });
  return subject;
}

function checkTime(claims: JWTPayload, claim: 'exp' | 'nbf' | 'iat'): void {
  if (!Object.hasOwn(claims, claim)) return;
  const value: unknown = claims[claim];
  if (Number.isSafeInteger(value) && typeof value === 'number' && value >= 0 && value <= lastSecond) return;
  throw new TokenRefusal('claim', { claim, found: typeof value === 'number' ? String(value) : typeof value });
}
