/** The outcome of one request. */
export interface ResponseRecord {
  /** When it was due, in ms since the load began. */
  readonly atMs: number;
  readonly durationMs: number;
  /** HTTP status; undefined without a complete response. */
  readonly status: number | undefined;
  /** `extensions.code` of every error of the response, or the code of the failed connection. */
  readonly codes: readonly string[];
  /** Upstreams in `extensions.degraded`, each once. */
  readonly degraded: readonly string[];
  /** `retryAfterMs` of some of them: when it is worth retrying. */
  readonly retryAfterMs: Readonly<Record<string, number>>;
  /** The header of that name. */
  readonly retryAfter?: string;
}

/** Counts by value: `{ 200: 17, 503: 2 }`; requests without a response under `none`. */
export function countStatuses(records: readonly ResponseRecord[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { status } of records) {
    const key = String(status ?? 'none');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

/** The nearest-rank quantile of the durations, `q` from 0 to 1; NaN without records. */
export function durationQuantile(records: readonly ResponseRecord[], q: number): number {
  const sorted = records.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}
