import { parentPort, workerData } from 'node:worker_threads';
import { Client } from 'undici';
import { z } from 'zod';
import { readMainThreadMs } from '../processes/process-usage.ts';

const { port, pid } = z.object({ port: z.number(), pid: z.number() }).parse(workerData);
const intervalMs = 5;
// A stall of minutes is a measurement, not an error.
const client = new Client(`http://127.0.0.1:${port}`, { headersTimeout: 0, bodyTimeout: 0 });
let processorMs = 0;
let wallMs = 0;
let isOver = false;

async function probe(): Promise<void> {
  const startMs = performance.now();
  const usedMs = readMainThreadMs(pid);
  try {
    const { body } = await client.request({ method: 'GET', path: '/healthz' });
    await body.dump();
  } finally {
    wallMs = Math.max(wallMs, performance.now() - startMs);
    processorMs = Math.max(processorMs, readMainThreadMs(pid) - usedMs);
  }
  if (!isOver) setTimeout(() => void probe(), intervalMs);
}

parentPort?.once('message', () => {
  isOver = true;
  parentPort?.postMessage({ processorMs, wallMs });
});
await probe();
processorMs = 0;
wallMs = 0;
parentPort?.postMessage('started');
