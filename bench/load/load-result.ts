/** The result of a load generator for one round. */
export interface LoadResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Responses that were not 2xx, and requests without a response. */
  readonly failures: number;
}

/** One kind of request, sent at the maximum rate. */
export interface Load {
  readonly url: string;
  readonly body: string;
  readonly seconds: number;
  readonly connections: number;
  /** Folder for a file of the generator's own. */
  readonly directory: string;
}
