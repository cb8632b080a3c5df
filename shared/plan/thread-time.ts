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
export function threadTimeMs(thread: number): number | undefined {
  try {
    const [nanoseconds] = readFileSync(`/proc/self/task/${thread}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    // Some containers hide it, and a thread that has ended has none.
    return undefined;
  }
}
