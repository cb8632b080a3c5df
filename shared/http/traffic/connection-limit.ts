import { readFileSync } from 'node:fs';

const most = 5000;

/**
 * How many client connections may be open: half of the files that the process may open, since upstreams, Redis and
 * files need some too. When none is left, calls of requests that are under way fail.
 */
export function connectionLimit(): number {
  return Math.min(most, Math.max(1, Math.floor(openFileLimit() / 2)));
}

/** Infinity where the system does not say. */
function openFileLimit(): number {
  try {
    const [, digits] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return digits === undefined ? Number.POSITIVE_INFINITY : Number(digits);
  } catch {
    // Only Linux has this file.
    return Number.POSITIVE_INFINITY;
  }
}
