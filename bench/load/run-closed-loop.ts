export interface ClosedLoop {
  /** Numbered from 0. */
  readonly send: (index: number) => Promise<void>;
  readonly count: number;
  /** Each of `senders` waits for its response before it sends again. */
  readonly senders: number;
  readonly signal: AbortSignal;
}

/** Sends exactly `count` requests; returns the durations in ms, in the order of the responses. */
export async function runClosedLoop({ send, count, senders, signal }: ClosedLoop): Promise<number[]> {
  const durationsMs: number[] = [];
  let next = 0;
  async function sendSome(): Promise<void> {
    while (next < count) {
      signal.throwIfAborted();
      const index = next;
      next += 1;
      const startMs = performance.now();
      await send(index);
      durationsMs.push(performance.now() - startMs);
    }
  }
  await Promise.all(Array.from({ length: senders }, sendSome));
  return durationsMs;
}
