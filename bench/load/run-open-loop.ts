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
   * From the time at which a request was sent. The generator never waits for an answer before it sends, so that a server
   * that stalls does meet the requests that it delays; how late the generator is by itself is not the server's doing.
   */
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
      answers.push(sendOne(startMs + index * intervalMs));
    }
    // Whoever does not sleep takes the core away from the upstreams, which share it.
    await sleep(1);
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
