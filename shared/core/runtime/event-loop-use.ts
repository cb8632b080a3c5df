import { performance } from 'node:perf_hooks';

/**
 * Makes a function that gives the share of the time since its last call, between 0 and 1, in which the event loop had
 * something to do. Near 1 whatever is measured here is late because of this process.
 */
export function measureEventLoopUse(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
