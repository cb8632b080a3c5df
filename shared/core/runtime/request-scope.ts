/**
 * The state of one client request. Every copy of the request's context has the same scope, whatever deadline or
 * cancellation the copy has.
 */
export class RequestScope {
  /** Counted by the upstream stage, reported by telemetry. */
  upstreamCalls = 0;
  #hasWritten = false;
  readonly #reads = new Map<unknown, object>();

  /** Whether the request has begun a write. A call that another request began before may return the value before the write. */
  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  /**
   * The reads of this kind since the last write of the request. Call it for each read: a retained result would outlive the
   * next write.
   */
  reads<Reads extends object>(kind: new () => Reads): Reads {
    const known = this.#reads.get(kind);
    if (known instanceof kind) return known;
    const reads = new kind();
    this.#reads.set(kind, reads);
    return reads;
  }

  /** Makes a write. Reads from before it, and reads that overlap with it, are not reused after it. */
  async write<Result>(call: () => Promise<Result>): Promise<Result> {
    this.invalidateReads();
    try {
      return await call();
    } finally {
      this.invalidateReads();
    }
  }

  /** Forgets all reads: the data that they returned may have changed. */
  invalidateReads(): void {
    this.#hasWritten = true;
    this.#reads.clear();
  }
}
