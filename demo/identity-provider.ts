import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { z } from 'zod';
import { isPartnerId, isUserId, PARTNER_COUNT, USER_COUNT } from './data/users.ts';
import {
  type Call,
  json,
  notAllowed,
  parseJson,
  problem,
  type Respond,
  type ServiceResponse,
} from './server/call.ts';

const ALGORITHM = 'ES256';
const AUDIENCE = 'harbour';
const LIFETIME_SECONDS = 3_600;
const MAX_LIFETIME_SECONDS = 86_400;

const TokenRequest = z.strictObject({
  user: z.string().optional(),
  partner: z.string().optional(),
  scope: z.string().max(1_000).optional(),
  /** Seconds; negative for an expired token. */
  expiresIn: z.coerce.number().int().min(-MAX_LIFETIME_SECONDS).max(MAX_LIFETIME_SECONDS).optional(),
  audience: z.string().max(200).optional(),
  /** The version of the contract that a partner's program was written for; the claim `api_version`. */
  apiVersion: z.string().max(32).optional(),
});

/** Signs a token for any caller: a replacement for a login, for demonstrations and tests only. */
export async function buildIdentityProvider(): Promise<Respond> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM);
  const kid = randomUUID();
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: ALGORITHM, use: 'sig' }] };

  async function issue(call: Call): Promise<ServiceResponse> {
    const request = TokenRequest.safeParse(readFields(call));
    if (!request.success)
      return refuse(
        request.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; '),
      );
    const {
      user,
      partner,
      scope,
      expiresIn = LIFETIME_SECONDS,
      audience = AUDIENCE,
      apiVersion,
    } = request.data;
    const subject = user ?? partner;
    if (subject === undefined || (user !== undefined && partner !== undefined)) {
      return refuse('give either "user" or "partner"');
    }
    if (user !== undefined && !isUserId(user))
      return refuse(`unknown user "${user}": user-1 to user-${USER_COUNT}`);
    if (partner !== undefined && !isPartnerId(partner)) {
      return refuse(`unknown partner "${partner}": partner-1 to partner-${PARTNER_COUNT}`);
    }
    // The clock of the machine, which verifiers of the token use, too.
    const issuedAt = Math.floor(Date.now() / 1000);
    const claims = {
      ...(scope !== undefined && { scope }),
      ...(apiVersion !== undefined && { api_version: apiVersion }),
    };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'JWT' })
      .setIssuer(call.origin)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + expiresIn)
      .sign(privateKey);
    const noStore = { 'cache-control': 'no-store' };
    return json(200, { access_token: token, token_type: 'Bearer', expires_in: expiresIn }, noStore);
  }

  return (call) => {
    const { method, path, origin } = call;
    if (path === '/token') return method === 'POST' ? issue(call) : notAllowed('POST');
    if (method !== 'GET') return notAllowed('GET');
    if (path === '/.well-known/jwks.json') return json(200, jwks);
    if (path === '/.well-known/openid-configuration') return json(200, discovery(origin));
    return problem(404, `unknown path ${path}`);
  };
}

function discovery(issuer: string): object {
  return {
    issuer,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: [ALGORITHM],
    subject_types_supported: ['public'],
    response_types_supported: ['token'],
  };
}

/** Reads JSON or a form, whatever the content type says: `curl -d` always sends the type of a form. */
function readFields({ body }: Call): unknown {
  return parseJson(body)?.value ?? Object.fromEntries(new URLSearchParams(body));
}

function refuse(description: string): ServiceResponse {
  return json(400, { error: 'invalid_request', error_description: description });
}
