/** What a load generator saw in one round. */
export interface LoadResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were not 2xx, and requests without an answer. */
  readonly failures: number;
}

/** One kind of request, as often as it will go. */
export interface Load {
  readonly url: string;
  readonly body: string;
  readonly seconds: number;
  readonly connections: number;
  /** For a file of the generator's own. */
  readonly directory: string;
}
