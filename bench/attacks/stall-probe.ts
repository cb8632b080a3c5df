import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** The longest time for which a process kept `/healthz` waiting. */
export interface Stall {
  /** Processor time that the main thread used during one wait: other programs on the machine do not count. */
  readonly processorMs: number;
  readonly wallMs: number;
}

export interface StallProbe {
  stop(): Promise<Stall>;
}

/** Requests `/healthz` continuously on a thread of its own, which the load of this process cannot delay. */
export async function startStallProbe(port: number, pid: number): Promise<StallProbe> {
  const worker = new Worker(new URL('./stall-probe-worker.js', import.meta.url), {
    workerData: { port, pid },
  });
  await once(worker, 'message');
  return {
    async stop() {
      const stopped = once(worker, 'message');
      worker.postMessage('stop');
      const [stall]: Stall[] = await stopped;
      await worker.terminate();
      if (stall === undefined) throw new TypeError('the probe measured nothing');
      return stall;
    },
  };
}
