import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadGenerator } from '../load/find-load-generator.ts';
import { createGraphqlClient, requestBody } from '../load/graphql-client.ts';
import { createRunningPeer, type RunningPeer } from '../peers/create-running-peer.ts';
import type { Peer, PeerSetup } from '../peers/peer.ts';
import type { Cores } from '../processes/cores.ts';
import { findFreePort } from '../processes/free-port.ts';
import { createUpstream, type Upstream } from '../upstream/create-upstream.ts';
import type { Workload } from '../workloads/workload.ts';
import { type WorkloadName, workloads } from '../workloads/workloads.ts';
import { findFault } from './check-response.ts';
import { composeWorkload, executeWhole } from './compose-workload.ts';

/** The parts that all measurements of a run share. */
export interface Run {
  readonly peers: readonly Peer[];
  readonly cores: Cores | undefined;
  readonly generator: LoadGenerator;
  /** For files; removed when the run ends. */
  readonly directory: string;
  readonly signal: AbortSignal;
  /** Prints one line of progress. */
  say(line: string): void;
}

/** A peer that returned the expected response. */
export interface CheckedPeer extends RunningPeer {
  /** For one request. */
  readonly upstreamCalls: number;
}

/** A peer that is not measured, with the reason. */
export interface LeftOut {
  readonly name: string;
  readonly verdict: 'skipped' | 'WRONG';
  readonly reason: string;
}

/** The upstreams of one workload and the means to start peers in front of them. */
export interface Session {
  readonly workload: Workload;
  readonly upstream: Upstream;
  readonly body: string;
  /** Bytes of the last response that was checked; 0 before. */
  responseBytes(): number;
  /** Starts a peer and checks its response. */
  start(peer: Peer, probe?: PeerProbe): Promise<CheckedPeer | LeftOut>;
  close(): Promise<void>;
}

export interface PeerProbe {
  readonly nodeArgs: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Responses that are checked before the one whose upstream calls are counted. */
const responsesChecked = 3;

export async function createSession(name: WorkloadName, run: Run): Promise<Session> {
  const workload = workloads[name]();
  const upstream = await createUpstream(name);
  const running = new Set<RunningPeer>();
  const body = requestBody(workload.operation);
  let expected: unknown;
  let responseBytes = 0;

  async function buildGraph(): Promise<PeerSetup['graph']> {
    if (workload.kind === 'client') return { settingsFile: workload.settingsFile };
    const supergraphSdl = composeWorkload(workload, upstream.urls);
    const supergraphFile = join(run.directory, `${name}.graphql`);
    writeFileSync(supergraphFile, supergraphSdl);
    expected = await executeWhole(workload, supergraphSdl);
    return { supergraphFile, expected };
  }

  /** Undefined for a screen of the demo, whose expected result is the first peer's response. */
  async function check({ url }: RunningPeer): Promise<{ fault?: string | undefined; upstreamCalls: number }> {
    const client = createGraphqlClient(url, 1);
    try {
      for (let count = 0; count < responsesChecked; count += 1) {
        const response = await client.post(body);
        expected ??= JSON.parse(response.text).data;
        const fault = findFault(response, expected);
        if (fault !== undefined) return { fault, upstreamCalls: 0 };
        responseBytes = Buffer.byteLength(response.text);
      }
      await upstream.readCounts();
      await client.post(body);
      return { upstreamCalls: (await upstream.readCounts()).calls };
    } finally {
      await client.close();
    }
  }

  try {
    const graph = await buildGraph();
    return {
      workload,
      upstream,
      body,
      responseBytes: () => responseBytes,
      async start(peer, probe) {
        run.signal.throwIfAborted();
        const port = await findFreePort();
        const { directory } = run;
        const setup: PeerSetup = { workload: name, port, directory, upstreamUrls: upstream.urls, graph };
        const started = await createRunningPeer({ peer, setup, core: run.cores?.peer, ...probe }).catch(
          (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
        );
        if (started instanceof Error) return leaveOut(peer, 'skipped', started.message);
        running.add(started);
        const { fault, upstreamCalls } = await check(started);
        if (fault === undefined) return { ...started, upstreamCalls };
        await started.close();
        return leaveOut(peer, 'WRONG', fault);
      },
      async close() {
        await Promise.all([...running].map((peer) => peer.close()));
        await upstream.close();
      },
    };
  } catch (error) {
    await upstream.close();
    throw error;
  }

  function leaveOut(peer: Peer, verdict: LeftOut['verdict'], reason: string): LeftOut {
    const [firstLine = ''] = reason.split('\n');
    run.say(`${name}: ${peer.name} ${verdict}: ${firstLine}`);
    return { name: peer.name, verdict, reason: firstLine };
  }
}

export function isLeftOut(peer: CheckedPeer | LeftOut): peer is LeftOut {
  return 'verdict' in peer;
}
