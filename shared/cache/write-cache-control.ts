import type { CachePolicy } from '../core/http/cache-policy.ts';

/** The most that a client allows, whatever upstreams say. Seconds. */
export interface CacheCeiling {
  readonly scope: 'public' | 'private';
  readonly maxAgeSeconds: number;
  /** For shared caches; undefined: as `maxAgeSeconds`. */
  readonly sharedMaxAgeSeconds?: number | undefined;
  /** How much longer a cache may use an answer while it asks for another one, and when it gets none (RFC 5861). */
  readonly staleWhileRevalidateSeconds: number;
  readonly staleIfErrorSeconds: number;
}

/** What is written on an answer, and what it means to a cache of our own. */
export interface CacheControl {
  /** The value of `Cache-Control`. */
  readonly header: string;
  /** `none`: nobody may keep it. */
  readonly scope: 'public' | 'private' | 'none';
  /** To a cache that several users share, if it is public; else to one user's. */
  readonly freshSeconds: number;
  /** After that, for lack of better. */
  readonly staleIfErrorSeconds: number;
}

export const noStore: CacheControl = {
  header: 'no-store',
  scope: 'none',
  freshSeconds: 0,
  staleIfErrorSeconds: 0,
};

/** The stricter of what a client allows and what the parts of an answer do. `isPrivate`: for whatever other reason. */
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
  // Where it says no more than `max-age` it would forbid shared caches what is stale (RFC 9111, section 5.2.2.10).
  const hasShared = scope === 'public' && sharedMaxAge !== maxAge;
  const freshSeconds = scope === 'public' ? sharedMaxAge : maxAge;
  // What must be asked for each time has no time in which it is only a little old.
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
