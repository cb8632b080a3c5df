import { setImmediate as nextTurn } from 'node:timers/promises';
import { quantile } from './quantile.ts';

export interface OpenLoop {
  readonly send: () => Promise<void>;
  readonly requestsPerSecond: number;
  readonly seconds: number;
  readonly signal: AbortSignal;
}

export interface OpenLoopResult {
  readonly sent: number;
  readonly failed: number;
  /** From the time at which a request was due, whether or not it was sent in time. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** How late the generator itself was. */
  readonly latenessP99Ms: number;
}

/**
 * Sends at its rate whatever the answers do, and records every one: a server that stalls meets the requests that it
 * delayed, which a closed loop would never have sent.
 */
export async function runOpenLoop({
  send,
  requestsPerSecond,
  seconds,
  signal,
}: OpenLoop): Promise<OpenLoopResult> {
  const count = Math.max(1, Math.round(requestsPerSecond * seconds));
  const intervalMs = 1000 / requestsPerSecond;
  const durationsMs: number[] = [];
  const latenessMs: number[] = [];
  const answers: Promise<void>[] = [];
  let failed = 0;

  async function sendOne(dueMs: number): Promise<void> {
    latenessMs.push(performance.now() - dueMs);
    try {
      await send();
    } catch {
      failed += 1;
    }
    durationsMs.push(performance.now() - dueMs);
  }

  const startMs = performance.now();
  for (let index = 0; index < count; ) {
    signal.throwIfAborted();
    const nowMs = performance.now();
    for (; index < count && startMs + index * intervalMs <= nowMs; index += 1) {
      answers.push(sendOne(startMs + index * intervalMs));
    }
    // Not a timer: it would be late by a millisecond, which is what is measured here.
    await nextTurn();
  }
  await Promise.all(answers);
  return {
    sent: count,
    failed,
    p50Ms: quantile(durationsMs, 0.5),
    p99Ms: quantile(durationsMs, 0.99),
    latenessP99Ms: quantile(latenessMs, 0.99),
  };
}
