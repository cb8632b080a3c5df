import type { Settings } from '../../config/settings-schema.ts';
import type { Closers } from '../../core/runtime/closers.ts';
import type { AuthenticationStatus } from '../../core/status.ts';
import { type Authenticator, createAuthenticator } from '../../policy/create-authenticator.ts';
import type { ProcessResources } from '../process-resources.ts';

interface Authentication {
  readonly policy: Authenticator;
  /** Resolves when the keys were fetched or the fetch failed. */
  readonly settled: Promise<void>;
  /** The settings that still prevent readiness. */
  waitingFor(): readonly string[];
  status(): AuthenticationStatus;
}

/** Returns undefined if every request is anonymous. */
export function openAuthentication(
  { authentication: { jwt } }: Settings,
  { keySets, refusedTokens }: Pick<ProcessResources, 'keySets' | 'refusedTokens'>,
  closers: Closers,
): Authentication | undefined {
  if (jwt === undefined) return undefined;
  const { jwksUrl: url, algorithms, keySet: settings } = jwt;
  const keySet = keySets.open({
    url,
    algorithms,
    refreshMs: settings.refresh,
    maxStaleMs: settings.maxStale,
    cooldownMs: settings.cooldown,
    timeoutMs: settings.timeout,
    maxBytes: settings.maxSize,
  });
  closers.add(() => keySet.close());
  return {
    policy: createAuthenticator({ ...jwt, clockToleranceMs: jwt.clockTolerance }, keySet),
    settled: keySet.settled,
    waitingFor: () => (keySet.isReady() ? [] : ['authentication.jwt']),
    status: () => ({ keySet: keySet.status(), refusedTokens: refusedTokens.byReason() }),
  };
}
