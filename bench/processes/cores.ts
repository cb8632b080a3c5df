import { execFileSync, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The cores of the two sides of a measurement. */
export interface Cores {
  /** The only core of the measured peer. */
  readonly peer: string;
  /** All others: the load and the upstreams. */
  readonly load: string;
}

/** Undefined if processes cannot be pinned: without `taskset`, or with one core. */
export function findCores(): Cores | undefined {
  const count = availableParallelism();
  const isThere = spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0;
  return isThere && count > 1 ? { peer: '0', load: count === 2 ? '1' : `1-${count - 1}` } : undefined;
}

/** Moves this process with all its threads; its later children inherit the cores. */
export function pinSelf(cores: string): void {
  execFileSync('taskset', ['-acp', cores, String(process.pid)], { stdio: 'ignore' });
}

/** The command that runs another one on these cores. */
export function pinned(cores: string | undefined, command: readonly string[]): readonly string[] {
  return cores === undefined ? command : ['taskset', '-c', cores, ...command];
}
