import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Load, LoadResult } from './load-result.ts';
import { parseWrk } from './parse-wrk.ts';
import { runProgram } from './run-program.ts';

/** One round of wrk, with one thread. */
export async function runWrk(load: Load, signal: AbortSignal): Promise<LoadResult> {
  const { url, body, seconds, connections, directory } = load;
  const script = join(directory, 'wrk.lua');
  writeFileSync(script, postScript(body));
  const args = [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--timeout',
    '10s',
    '--latency',
    '-s',
    script,
    url,
  ];
  return parseWrk(await runProgram('wrk', args, signal));
}

/** A long bracket of Lua takes every character literally, except for a line break at the start. */
function postScript(body: string): string {
  return `wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
wrk.headers["accept"] = "application/json"
wrk.body = [====[${body}]====]
`;
}
