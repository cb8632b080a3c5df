import { z } from 'zod';
import { duration, size } from '../units.ts';
import { headerName, httpUrl } from './upstream-fields.ts';

const keySet = z
  .strictObject({
    refresh: duration({ min: '10s', max: '24h' })
      .prefault('5m')
      .describe('How often the keys are fetched, in the background, while that succeeds.'),
    maxStale: duration({ min: '1m', max: '168h' })
      .prefault('24h')
      .describe(
        'How long the last good keys are used while they cannot be fetched, or what is fetched has no usable key. Afterwards requests with a token get AUTH_UNAVAILABLE.',
      ),
    cooldown: duration({ min: '1s', max: '10m' })
      .prefault('30s')
      .describe(
        'A provider that fails is not asked again within this time, and tokens with an unknown `kid` have the keys fetched at most twice within it. Before the first success, attempts begin one second apart.',
      ),
    timeout: duration({ min: '100ms', max: '30s' }).prefault('3s').describe('Longest time for one fetch.'),
    maxSize: size({ min: '1KB', max: '4MB' }).prefault('256KB').describe('Largest answer of the provider.'),
  })
  .prefault({})
  .describe('How the public keys are fetched and kept.');

const jwt = z
  .strictObject({
    jwksUrl: httpUrl.describe('Where the public keys are (RFC 7517).'),
    issuer: z.string().min(1).describe('The only accepted `iss`.'),
    audience: z.string().min(1).describe('The `aud` that a token must carry.'),
    algorithms: z
      .array(
        z.enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']),
      )
      .min(1)
      .default(['RS256', 'PS256', 'ES256', 'EdDSA'])
      .describe('Accepted signature algorithms; all are asymmetric.'),
    clockTolerance: duration({ min: '0s', max: '5m' })
      .prefault('30s')
      .describe('How far clocks may differ when `exp` and `nbf` are checked.'),
    keySet,
    subjectHeader: headerName
      .default('x-auth-subject')
      .describe('The header in which the verified `sub` travels to every upstream.'),
  })
  .describe('Bearer tokens. Without this section every request is anonymous and tokens are not looked at.');

/** How a process finds out who asks. */
export const authenticationSettings = z
  .strictObject({ jwt: jwt.optional() })
  .prefault({})
  .describe('Who asks.');
