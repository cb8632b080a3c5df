import { readFileSync, readlinkSync } from 'node:fs';

/** The number by which `threadTimeMs` finds the calling thread; undefined where the system has none. */
export function threadNumber(): number | undefined {
  try {
    const [number] = /\d+$/.exec(readlinkSync('/proc/thread-self')) ?? [];
    return number === undefined ? undefined : Number(number);
  } catch {
    // Only Linux has it; elsewhere time is what the clock says.
    return undefined;
  }
}

/** How long a thread of this process has had a processor, in ms; undefined where the system does not say. */
function threadTimeMs(thread: number): number | undefined {
  try {
    const [nanoseconds] = readFileSync(`/proc/self/task/${thread}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    // Some containers hide it, and a thread that has ended has none.
    return undefined;
  }
}

/** On a busy machine a thread may get so small a part of a processor; its time goes on at least that fast. */
const leastShare = 0.1;

/**
 * Tells how long a thread has worked since now, in ms: its time on a processor, where the system tells it, else that of
 * the clock.
 */
export function startStopwatch(thread: number | undefined): () => number {
  const startMs = performance.now();
  const startTimeMs = thread === undefined ? undefined : threadTimeMs(thread);
  return () => {
    const elapsedMs = performance.now() - startMs;
    const nowMs = thread === undefined ? undefined : threadTimeMs(thread);
    if (nowMs === undefined || startTimeMs === undefined) return elapsedMs;
    return Math.max(nowMs - startTimeMs, elapsedMs * leastShare);
  };
}

/** Why an operation has no plan. */
export function timeOver(timeoutMs: number): string {
  return `planning took more than ${timeoutMs} ms`;
}
