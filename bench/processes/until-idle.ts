import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessUsage } from './process-usage.ts';

const pollMs = 100;
const idleCpuMs = 10;
const timeoutMs = 5000;

/**
 * Waits until a process is nearly idle, for 5 s at most. A peer continues requests whose client has disconnected, on
 * the core that the next peer needs.
 */
export async function untilIdle(
  { usage }: { usage(): ProcessUsage | undefined },
  signal: AbortSignal,
): Promise<void> {
  const endMs = performance.now() + timeoutMs;
  for (let before = usage(); before !== undefined && performance.now() < endMs; ) {
    await sleep(pollMs, undefined, { signal });
    const after = usage();
    if (after === undefined || after.cpuMs - before.cpuMs <= idleCpuMs) return;
    before = after;
  }
}
