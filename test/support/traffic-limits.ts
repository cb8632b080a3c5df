import type { TrafficLimits } from '../../shared/http/traffic/create-traffic.ts';

/** The default limits of a process, with these changes. */
export function trafficLimits(limits: Partial<TrafficLimits> = {}): TrafficLimits {
  return {
    connections: { pipelined: 16, headersTimeoutMs: 10_000 },
    bodies: { max: 1000, maxBytes: 32 * 1024 ** 2, timeoutMs: 15_000, minRate: 100 },
    responses: { maxBytes: 64 * 1024 ** 2, idleMs: 30_000 },
    ...limits,
  };
}
