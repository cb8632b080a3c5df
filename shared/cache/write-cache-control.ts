import type { CachePolicy } from '../core/http/cache-policy.ts';

/** The upper bounds of a client, independent of upstreams, in seconds. */
export interface CacheCeiling {
  readonly scope: 'public' | 'private';
  readonly maxAgeSeconds: number;
  /** The maximum age in shared caches; undefined: as `maxAgeSeconds`. */
  readonly sharedMaxAgeSeconds?: number | undefined;
  /** How much longer a cache may use a response while it revalidates it, and when revalidation fails (RFC 5861). */
  readonly staleWhileRevalidateSeconds: number;
  readonly staleIfErrorSeconds: number;
}

/** The `Cache-Control` of a response, and its meaning for the cache of this process. */
export interface CacheControl {
  /** The value of `Cache-Control`. */
  readonly header: string;
  /** `none`: no cache may store the response. */
  readonly scope: 'public' | 'private' | 'none';
  /** How long it is fresh: in a shared cache if it is public, in the cache of one user otherwise. */
  readonly freshSeconds: number;
  /** How much longer it may replace a failure. */
  readonly staleIfErrorSeconds: number;
}

export const noStore: CacheControl = {
  header: 'no-store',
  scope: 'none',
  freshSeconds: 0,
  staleIfErrorSeconds: 0,
};

/**
 * Combines the bounds of a client with the policy of the parts of a response; the stricter one applies. `isPrivate`:
 * whether the response is private for any other reason.
 */
export function writeCacheControl(
  ceiling: CacheCeiling,
  policy: CachePolicy,
  isPrivate: boolean,
): CacheControl {
  if (policy.isNoStore) return noStore;
  const scope = isPrivate || policy.isPrivate ? 'private' : ceiling.scope;
  const maxAge = Math.min(ceiling.maxAgeSeconds, policy.maxAgeSeconds);
  const sharedCeiling = ceiling.sharedMaxAgeSeconds ?? ceiling.maxAgeSeconds;
  const sharedMaxAge = Math.min(sharedCeiling, policy.sharedMaxAgeSeconds);
  // If `s-maxage` equals `max-age`, it would only forbid shared caches stale responses (RFC 9111, section 5.2.2.10).
  const hasShared = scope === 'public' && sharedMaxAge !== maxAge;
  const freshSeconds = scope === 'public' ? sharedMaxAge : maxAge;
  // A response that must be revalidated each time has no period in which it may be stale.
  const isTolerant = !policy.mustRevalidate && Math.max(policy.maxAgeSeconds, policy.sharedMaxAgeSeconds) > 0;
  const revalidate = isTolerant ? ceiling.staleWhileRevalidateSeconds : 0;
  const ifError = isTolerant ? ceiling.staleIfErrorSeconds : 0;
  if (Math.max(maxAge, freshSeconds, revalidate, ifError) === 0)
    return { header: `${scope}, no-cache`, scope, freshSeconds: 0, staleIfErrorSeconds: 0 };
  const header = [
    scope,
    `max-age=${maxAge}`,
    hasShared && `s-maxage=${sharedMaxAge}`,
    revalidate > 0 && `stale-while-revalidate=${revalidate}`,
    ifError > 0 && `stale-if-error=${ifError}`,
    policy.mustRevalidate && 'must-revalidate',
  ];
  return {
    header: header.filter((directive) => directive !== false).join(', '),
    scope,
    freshSeconds,
    staleIfErrorSeconds: ifError,
  };
}
