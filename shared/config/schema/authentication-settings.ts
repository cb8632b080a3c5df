import { z } from 'zod';
import { duration, size } from '../units.ts';
import { headerName, httpUrl } from './upstream-fields.ts';

const keySet = z
  .strictObject({
    refresh: duration({ min: '10s', max: '24h' })
      .prefault('5m')
      .describe('Interval at which the keys are fetched in the background while fetches succeed.'),
    maxStale: duration({ min: '1m', max: '168h' })
      .prefault('24h')
      .describe(
        'How long the last good keys are used while fetches fail or return no usable key. Afterwards requests with a token fail with AUTH_UNAVAILABLE.',
      ),
    cooldown: duration({ min: '1s', max: '10m' })
      .prefault('30s')
      .describe(
        'Pause after a failed fetch. Tokens with an unknown `kid` cause at most two fetches within this time. Before the first success, attempts start one second apart.',
      ),
    timeout: duration({ min: '100ms', max: '30s' }).prefault('3s').describe('Timeout of one fetch.'),
    maxSize: size({ min: '1KB', max: '4MB' })
      .prefault('256KB')
      .describe('Maximum response size of the provider.'),
  })
  .prefault({})
  .describe('How the public keys are fetched and cached.');

const jwt = z
  .strictObject({
    jwksUrl: httpUrl.describe('The URL of the public keys (RFC 7517).'),
    issuer: z.string().min(1).describe('The only accepted `iss`.'),
    audience: z.string().min(1).describe('The `aud` that a token must have.'),
    algorithms: z
      .array(
        z.enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']),
      )
      .min(1)
      .default(['RS256', 'PS256', 'ES256', 'EdDSA'])
      .describe('Accepted signature algorithms. All are asymmetric.'),
    clockTolerance: duration({ min: '0s', max: '5m' })
      .prefault('30s')
      .describe('Allowed clock difference when `exp` and `nbf` are checked.'),
    keySet,
    subjectHeader: headerName
      .default('x-auth-subject')
      .describe('The header that carries the verified `sub` to every upstream.'),
  })
  .describe('Bearer tokens. Without this section every request is anonymous and tokens are ignored.');

/** How a process authenticates requests. */
export const authenticationSettings = z
  .strictObject({ jwt: jwt.optional() })
  .prefault({})
  .describe('How clients are authenticated.');
