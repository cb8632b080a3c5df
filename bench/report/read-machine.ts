import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import type { Cores } from '../processes/cores.ts';
import { projectRoot } from '../project-root.ts';

/** The context without which a result is meaningless. */
export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly coreCount: number;
  readonly node: string;
  /** With `-dirty` if files differ from the commit. */
  readonly commit: string;
  readonly loadGenerator: string;
  readonly pinning: string;
  /** Programs that were waiting for a core before the run, on average over a minute. */
  readonly loadBefore: number;
}

export function readMachine(loadGenerator: string, cores: Cores | undefined): Machine {
  const all = cpus();
  return {
    date: new Date().toISOString(),
    cpu: all[0]?.model.trim() ?? 'unknown',
    coreCount: all.length,
    node: process.version,
    commit: execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=12', '--exclude=*'], {
      cwd: projectRoot,
      encoding: 'utf8',
    }).trim(),
    loadGenerator,
    pinning:
      cores === undefined
        ? 'nothing is pinned'
        : `peers on core ${cores.peer}, everything else on ${cores.load}`,
    loadBefore: loadavg()[0] ?? Number.NaN,
  };
}
