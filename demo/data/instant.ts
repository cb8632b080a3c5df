/** The current time of the estate: no record depends on the clock of the machine. */
export const BASE_INSTANT_MS = Date.UTC(2026, 5, 1, 12);

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** RFC 3339, in UTC. */
export function toInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
