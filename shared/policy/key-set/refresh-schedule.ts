/** Decides when an unknown `kid` may trigger a fetch of the keys. */
export interface RefreshSchedule {
  /** Whether a fetch is allowed now. Counts the fetch if so. */
  allows(): boolean;
  /** Records a failed fetch: no token triggers another fetch until the cooldown has passed. */
  failed(): void;
  succeeded(): void;
}

const fetchesPerCooldown = 2;

/** Allows at most two fetches within a cooldown, and none after a failure, whatever the number of unknown `kid`s. */
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
