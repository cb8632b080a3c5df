import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Load, LoadResult } from './load-result.ts';
import { autocannonScript, runAutocannon } from './run-autocannon.ts';
import { runWrk } from './run-wrk.ts';

export interface LoadGenerator {
  readonly name: string;
  run(load: Load, signal: AbortSignal): Promise<LoadResult>;
}

/** wrk, or autocannon if wrk is not installed. Throws if neither is installed. */
export function findLoadGenerator(): LoadGenerator {
  if (spawnSync('wrk', ['--version'], { stdio: 'ignore' }).error === undefined) {
    return { name: 'wrk', run: runWrk };
  }
  if (existsSync(autocannonScript)) return { name: 'autocannon', run: runAutocannon };
  throw new Error('no load generator: install wrk, or run `npm ci` in bench/peers for autocannon');
}
