/** The cache restrictions of one part of a response. Absent values restrict nothing. */
export interface CacheRestriction {
  /** How long it may be reused without revalidation; 0: never. */
  readonly maxAgeSeconds?: number | undefined;
  /** The same for caches that several users share (`s-maxage`); `maxAgeSeconds` by default. */
  readonly sharedMaxAgeSeconds?: number | undefined;
  /** `PRIVATE`: it may be served only to the user who requested it. */
  readonly scope?: 'PUBLIC' | 'PRIVATE' | undefined;
  /** A stale response must not be used without revalidation, even if no other response is available. */
  readonly mustRevalidate?: boolean | undefined;
}

/**
 * How a response may be cached: the strictest combination of its parts (RFC 9111, section 5.2.2). There is one for each
 * request, restricted by each part: responses of upstreams, hints of the schema. Copies of a context share it.
 */
export class CachePolicy {
  #maxAgeSeconds = Number.POSITIVE_INFINITY;
  #sharedMaxAgeSeconds = Number.POSITIVE_INFINITY;
  #isPrivate = false;
  #isNoStore = false;
  #mustRevalidate = false;

  /** Infinity as long as nothing restricts it. */
  get maxAgeSeconds(): number {
    return this.#maxAgeSeconds;
  }

  get sharedMaxAgeSeconds(): number {
    return this.#sharedMaxAgeSeconds;
  }

  get isPrivate(): boolean {
    return this.#isPrivate;
  }

  get isNoStore(): boolean {
    return this.#isNoStore;
  }

  get mustRevalidate(): boolean {
    return this.#mustRevalidate;
  }

  /** Adds the restrictions of a part; the order does not matter. Seconds below 0 count as 0. */
  restrict({ maxAgeSeconds, sharedMaxAgeSeconds, scope, mustRevalidate }: CacheRestriction): void {
    const shared = sharedMaxAgeSeconds ?? maxAgeSeconds;
    if (maxAgeSeconds !== undefined) this.#maxAgeSeconds = least(this.#maxAgeSeconds, maxAgeSeconds);
    if (shared !== undefined) this.#sharedMaxAgeSeconds = least(this.#sharedMaxAgeSeconds, shared);
    if (scope === 'PRIVATE') this.#isPrivate = true;
    if (mustRevalidate === true) this.#mustRevalidate = true;
  }

  /** Forbids storing the response. */
  noStore(): void {
    this.#isNoStore = true;
  }

  /** Adds the restrictions of a response that another request has waited for too. */
  restrictLike(other: CachePolicy): void {
    this.restrict({
      maxAgeSeconds: other.maxAgeSeconds,
      sharedMaxAgeSeconds: other.sharedMaxAgeSeconds,
      scope: other.isPrivate ? 'PRIVATE' : 'PUBLIC',
      mustRevalidate: other.mustRevalidate,
    });
    if (other.isNoStore) this.noStore();
  }
}

function least(known: number, said: number): number {
  return Math.max(0, Math.min(known, said));
}
