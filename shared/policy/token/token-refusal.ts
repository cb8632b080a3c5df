import { errors } from 'jose';
import type { TokenRefusalReason } from '../../core/channels.ts';

/** The loggable details of a rejected token. They neither identify its user nor can be used as a token. */
export interface RefusalDetail {
  readonly claim?: string | undefined;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
}

/** The reason why a token is rejected. It never leaves the policy stage. */
export class TokenRefusal extends Error {
  override readonly name = 'TokenRefusal';
  readonly reason: TokenRefusalReason;
  readonly detail: RefusalDetail;

  constructor(reason: TokenRefusalReason, detail: RefusalDetail = {}) {
    super(reason);
    this.reason = reason;
    this.detail = detail;
  }
}

/** The configured issuer and audience. */
interface Expected {
  readonly issuer: string;
  readonly audience: string;
}

const maxShownLength = 200;

/** Converts an error of verification. Undefined if the token is not the cause of the failure. */
export function refusalOf(cause: unknown, { issuer, audience }: Expected): TokenRefusal | undefined {
  if (cause instanceof TokenRefusal) return cause;
  if (cause instanceof errors.JWTExpired)
    return new TokenRefusal('expired', { claim: 'exp', found: shown(cause.payload.exp) });
  if (cause instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason, payload } = cause;
    const found = reason === 'missing' ? 'nothing' : shown(payload[claim]);
    if (claim === 'iss') return new TokenRefusal('issuer', { claim, expected: issuer, found });
    if (claim === 'aud') return new TokenRefusal('audience', { claim, expected: audience, found });
    if (claim === 'nbf' && reason === 'check_failed')
      return new TokenRefusal('not valid yet', { claim, found });
    return new TokenRefusal('claim', { claim, found: reason === 'missing' ? found : typeof payload[claim] });
  }
  if (cause instanceof errors.JOSEAlgNotAllowed) return new TokenRefusal('algorithm');
  if (cause instanceof errors.JWKSNoMatchingKey) return new TokenRefusal('unknown key');
  if (cause instanceof errors.JWKSMultipleMatchingKeys) return new TokenRefusal('ambiguous key');
  if (cause instanceof errors.JWSSignatureVerificationFailed) return new TokenRefusal('signature');
  return cause instanceof errors.JOSEError ? new TokenRefusal('malformed') : undefined;
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, maxShownLength);
}
