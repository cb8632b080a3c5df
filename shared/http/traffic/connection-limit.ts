import { readFileSync } from 'node:fs';

const maxConnections = 5000;

/**
 * Returns the maximum number of client connections: half of the open file limit, since upstreams, Redis and files need
 * descriptors too. Without free descriptors, upstream calls of requests in flight fail.
 */
export function connectionLimit(): number {
  return Math.min(maxConnections, Math.max(1, Math.floor(openFileLimit() / 2)));
}

/** Infinity if the system does not report it. */
function openFileLimit(): number {
  try {
    const [, digits] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return digits === undefined ? Number.POSITIVE_INFINITY : Number(digits);
  } catch {
    // Only Linux has this file.
    return Number.POSITIVE_INFINITY;
  }
}
