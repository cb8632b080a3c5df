/** When an unknown `kid` may have the keys fetched again. */
export interface RefreshSchedule {
  /** Whether it may now; a fetch that is allowed is counted. */
  allows(): boolean;
  /** A fetch has failed: until the cooldown is over, no token brings another one. */
  failed(): void;
  succeeded(): void;
}

const fetchesPerCooldown = 2;

/** At most two fetches in a cooldown, and none after a failure, whatever the number of unknown `kid`s. */
export function createRefreshSchedule(cooldownMs: number, nowMs: () => number): RefreshSchedule {
  let fetchedAtMs: number[] = [];
  let failedAtMs = Number.NEGATIVE_INFINITY;
  return {
    allows() {
      const now = nowMs();
      fetchedAtMs = fetchedAtMs.filter((atMs) => now - atMs < cooldownMs);
      if (now - failedAtMs < cooldownMs || fetchedAtMs.length >= fetchesPerCooldown) return false;
      fetchedAtMs.push(now);
      return true;
    },
    failed() {
      failedAtMs = nowMs();
    },
    succeeded() {
      failedAtMs = Number.NEGATIVE_INFINITY;
    },
  };
}
