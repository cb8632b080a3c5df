import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../project-root.ts';
import type { Load, LoadResult } from './load-result.ts';
import { runProgram } from './run-program.ts';

export const autocannonScript = join(projectRoot, 'bench/peers/node_modules/autocannon/autocannon.js');

const report = z.object({
  requests: z.object({ total: z.number(), average: z.number() }),
  latency: z.object({ p50: z.number(), p99: z.number() }),
  non2xx: z.number(),
  errors: z.number(),
});

/** One round of autocannon, whose latencies have a resolution of one millisecond. */
export async function runAutocannon(load: Load, signal: AbortSignal): Promise<LoadResult> {
  const { url, body, seconds, connections, directory } = load;
  const bodyFile = join(directory, 'autocannon.json');
  writeFileSync(bodyFile, body);
  const options = ['--json', '--connections', connections, '--duration', seconds, '--method', 'POST'];
  const headers = ['--headers', 'content-type=application/json', '--headers', 'accept=application/json'];
  const args = [autocannonScript, ...options.map(String), ...headers, '--input', bodyFile, url];
  const { requests, latency, non2xx, errors } = report.parse(
    JSON.parse(await runProgram(process.execPath, args, signal)),
  );
  return {
    requests: requests.total,
    requestsPerSecond: requests.average,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    failures: non2xx + errors,
  };
}
