import { setTimeout as delay } from 'node:timers/promises';
import type { ResponseRecord } from './response-record.ts';

/** Receives the request's number, from 0, and when it was due. Never rejects. */
export type Send = (index: number, atMs: number) => Promise<ResponseRecord>;

export interface RunningLoad {
  /** When it began, in ms since the epoch. */
  readonly startedAtMs: number;
  /** The responses since the last call. */
  take(): ResponseRecord[];
  /** Sends no more; resolves after the last response, with those that have not been taken. */
  stop(): Promise<ResponseRecord[]>;
}

/**
 * An open loop: sends at its rate whether or not responses arrive, so that a stall also counts for the requests that it
 * delayed. Durations count from when the request is sent.
 */
export function startOpenLoop(send: Send, requestsPerSecond: number): RunningLoad {
  const stopped = new AbortController();
  const inFlight = new Set<Promise<void>>();
  let records: ResponseRecord[] = [];

  async function sendOne(index: number, atMs: number): Promise<void> {
    records.push(await send(index, atMs));
  }

  function begin(index: number, atMs: number): void {
    const sending = sendOne(index, atMs);
    inFlight.add(sending);
    sending.finally(() => inFlight.delete(sending));
  }

  async function run(): Promise<void> {
    const startMs = performance.now();
    const everyMs = 1000 / requestsPerSecond;
    for (let index = 0; !stopped.signal.aborted; ) {
      const nowMs = performance.now() - startMs;
      for (; index * everyMs <= nowMs; index += 1) begin(index, index * everyMs);
      // A timer can be late; the loop above catches up.
      await delay(Math.min(everyMs, 5));
    }
    await Promise.all(inFlight);
  }

  function take(): ResponseRecord[] {
    const taken = records;
    records = [];
    return taken;
  }

  const startedAtMs = performance.timeOrigin + performance.now();
  const running = run();
  return {
    startedAtMs,
    take,
    async stop() {
      stopped.abort();
      await running;
      return take();
    },
  };
}

/** A closed loop: each of `senders` waits for its response before it sends again, until `count` are sent. */
export async function runClosedLoop(send: Send, count: number, senders: number): Promise<ResponseRecord[]> {
  const records: ResponseRecord[] = [];
  const startMs = performance.now();
  let next = 0;
  async function sendSome(): Promise<void> {
    while (next < count) {
      const index = next;
      next += 1;
      records.push(await send(index, performance.now() - startMs));
    }
  }
  await Promise.all(Array.from({ length: senders }, sendSome));
  return records;
}
