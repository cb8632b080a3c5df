import type { Subject } from '../arguments.ts';
import { buildRatios } from '../report/build-ratios.ts';
import type { WorkloadResults } from '../report/results.ts';
import type { WorkloadName } from '../workloads/workloads.ts';
import { type CheckedPeer, createSession, isLeftOut, type LeftOut, type Run } from './create-session.ts';
import { type LatencyOptions, measureLatency } from './measure-latency.ts';
import { measureMemory } from './measure-memory.ts';
import { measureMisses } from './measure-misses.ts';
import { measureProcessor, type ProcessorOptions } from './measure-processor.ts';
import { measureThroughput, type ThroughputOptions } from './measure-throughput.ts';

export interface Extent extends ThroughputOptions, LatencyOptions, ProcessorOptions {
  readonly only: readonly Subject[] | undefined;
  /** Unknown operations. */
  readonly missCount: number;
  /** Request counts at which memory is read. */
  readonly memoryAtRequests: readonly number[];
}

/**
 * Planning is measured on the workload with the most to plan; latency and memory on the one with the cheapest requests.
 */
const workloadOf = { misses: 'benchmark', latency: 'small', memory: 'small' } as const;

/** Runs every selected measurement on one workload. */
export async function measureWorkload(
  name: WorkloadName,
  run: Run,
  extent: Extent,
): Promise<WorkloadResults> {
  const isSelected = (subject: Exclude<Subject, 'processor'>): boolean =>
    (extent.only?.includes(subject) ?? true) && (subject === 'throughput' || workloadOf[subject] === name);
  const session = await createSession(name, run);
  try {
    const running: CheckedPeer[] = [];
    const leftOut: LeftOut[] = [];
    for (const peer of run.peers) {
      const started = await session.start(peer);
      if (isLeftOut(started)) leftOut.push(started);
      else running.push(started);
    }
    const throughput = isSelected('throughput') ? await measureThroughput(run, session, running, extent) : [];
    const misses = isSelected('misses') ? await measureMisses(run, session, running, extent.missCount) : [];
    const latency = isSelected('latency') ? await measureLatency(run, session, running, extent) : [];
    const processor =
      extent.only?.includes('processor') === true
        ? await measureProcessor(run, session, running, extent)
        : [];
    await Promise.all(running.map((peer) => peer.close()));
    const longRunners = run.peers.filter(
      (peer) =>
        (extent.only !== undefined || peer.measuresMemory) && running.some(({ name }) => name === peer.name),
    );
    const memory = isSelected('memory')
      ? await measureMemory(run, session, longRunners, extent.memoryAtRequests)
      : [];
    return {
      workload: name,
      responseBytes: session.responseBytes(),
      leftOut,
      throughput,
      ratios: buildRatios(throughput),
      misses,
      latency,
      memory,
      processor,
    };
  } finally {
    await session.close();
  }
}
