/** What one part of an answer allows. What is not said restricts nothing. */
export interface CacheRestriction {
  /** For how long it may be used again without asking; 0: never without asking. */
  readonly maxAgeSeconds?: number | undefined;
  /** The same for caches that several users share (`s-maxage`); `maxAgeSeconds` when not said. */
  readonly sharedMaxAgeSeconds?: number | undefined;
  /** `PRIVATE`: nobody but the user who asked may be given it. */
  readonly scope?: 'PUBLIC' | 'PRIVATE' | undefined;
  /** Once its time is over it must not be used without asking, not even for lack of better. */
  readonly mustRevalidate?: boolean | undefined;
}

/**
 * How an answer may be cached: of all that its parts say, the strictest (RFC 9111, section 5.2.2). One for each request,
 * restricted by whoever brings a part: upstreams' answers, hints of the schema. Copies of a context share it.
 */
export class CachePolicy {
  #maxAgeSeconds = Number.POSITIVE_INFINITY;
  #sharedMaxAgeSeconds = Number.POSITIVE_INFINITY;
  #isPrivate = false;
  #isNoStore = false;
  #mustRevalidate = false;

  /** Infinity while nothing restricts it. */
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

  /** Adds what a part allows; the order does not matter. Seconds below 0 count as 0. */
  restrict({ maxAgeSeconds, sharedMaxAgeSeconds, scope, mustRevalidate }: CacheRestriction): void {
    const shared = sharedMaxAgeSeconds ?? maxAgeSeconds;
    if (maxAgeSeconds !== undefined) this.#maxAgeSeconds = least(this.#maxAgeSeconds, maxAgeSeconds);
    if (shared !== undefined) this.#sharedMaxAgeSeconds = least(this.#sharedMaxAgeSeconds, shared);
    if (scope === 'PRIVATE') this.#isPrivate = true;
    if (mustRevalidate === true) this.#mustRevalidate = true;
  }

  /** Nobody may keep the answer. */
  noStore(): void {
    this.#isNoStore = true;
  }

  /** For an answer that another request has waited for too. */
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
