import { computeFailed } from '../../core/channels.ts';
import type { ComputeFailure } from './compute-failure.ts';

export type ReportFailure = (failure: ComputeFailure) => void;

const quietMs = 60_000;

interface Silence {
  untilMs: number;
  failures: number;
}

/** Publishes failures, at most one a minute for each function. `now`: ms of a monotonic clock. */
export function createReportFailure(now: () => number = () => performance.now()): ReportFailure {
  const silences = new Map<string, Silence>();
  return ({ fn, reason }) => {
    const silence = silences.get(fn) ?? { untilMs: Number.NEGATIVE_INFINITY, failures: 0 };
    silences.set(fn, silence);
    silence.failures += 1;
    const nowMs = now();
    if (nowMs < silence.untilMs) return;
    computeFailed.publish({ fn, reason, failures: silence.failures });
    silence.untilMs = nowMs + quietMs;
    silence.failures = 0;
  };
}
