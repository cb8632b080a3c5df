import { setTimeout as sleep } from 'node:timers/promises';
import { createGraphqlClient } from '../load/graphql-client.ts';
import { type Child, createChild } from '../processes/child.ts';
import { pinned } from '../processes/cores.ts';
import { type ProcessUsage, readProcessUsage } from '../processes/process-usage.ts';
import type { Peer, PeerSetup } from './peer.ts';

export interface RunningPeer {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  usage(): ProcessUsage | undefined;
  close(): Promise<void>;
}

export interface RunningPeerOptions {
  readonly peer: Peer;
  readonly setup: PeerSetup;
  /** Undefined: not pinned. */
  readonly core: string | undefined;
  readonly nodeArgs?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const startTimeoutMs = 90_000;
const pollMs = 100;

/** Starts a peer and waits until it listens. Throws an `Error` with the reason if it does not. */
export async function createRunningPeer(options: RunningPeerOptions): Promise<RunningPeer> {
  const { peer, setup, core, nodeArgs = [], environment = {} } = options;
  const program = peer.program(setup);
  if (program === undefined) throw new Error('cannot serve this workload');
  const { script, args, cwd, url } = program;
  const child = await createChild({
    command: pinned(core, [process.execPath, ...nodeArgs, script, ...args]),
    cwd,
    environment: { NODE_ENV: 'production', ...program.environment, ...environment },
  });
  try {
    await untilListening(url, child);
  } catch (error) {
    await child.close();
    throw error;
  }
  return {
    name: peer.name,
    url,
    pid: child.pid,
    usage: () => readProcessUsage(child.pid),
    close: () => child.close(),
  };
}

async function untilListening(url: string, child: Child): Promise<void> {
  const client = createGraphqlClient(url, 1);
  const endMs = performance.now() + startTimeoutMs;
  try {
    while (!(await client.isThere())) {
      if (child.hasEnded) throw new Error(`ended at start: ${child.output().trim() || 'without output'}`);
      if (performance.now() > endMs) throw new Error(`did not listen within ${startTimeoutMs} ms`);
      await sleep(pollMs);
    }
  } finally {
    await client.close();
  }
}
