import { performance } from 'node:perf_hooks';

/**
 * Creates a function that returns the utilization of the event loop since its last call, between 0 and 1. Near 1, all
 * measured latencies are caused by this process.
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
