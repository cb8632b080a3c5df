import { setTimeout as sleep } from 'node:timers/promises';
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
  /**
   * Measured from when a request was sent. The generator never waits for a response before it sends, so that a stalling
   * server does receive the requests that it delays; the lateness of the generator itself is not attributed to the
   * server.
   */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The lateness of the generator itself. */
  readonly latenessP99Ms: number;
}

/**
 * Sends at its rate whether or not responses arrive, and records every one: a stalling server receives the requests
 * that it delays, which a closed loop would never send.
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
  const responses: Promise<void>[] = [];
  let failed = 0;

  async function sendOne(dueMs: number): Promise<void> {
    const sentMs = performance.now();
    latenessMs.push(sentMs - dueMs);
    try {
      await send();
    } catch {
      failed += 1;
    }
    durationsMs.push(performance.now() - sentMs);
  }

  const startMs = performance.now();
  for (let index = 0; index < count; ) {
    signal.throwIfAborted();
    const nowMs = performance.now();
    for (; index < count && startMs + index * intervalMs <= nowMs; index += 1) {
      responses.push(sendOne(startMs + index * intervalMs));
    }
    // A busy wait would take the core from the upstreams, which share it.
    await sleep(1);
  }
  await Promise.all(responses);
  return {
    sent: count,
    failed,
    p50Ms: quantile(durationsMs, 0.5),
    p99Ms: quantile(durationsMs, 0.99),
    latenessP99Ms: quantile(latenessMs, 0.99),
  };
}
