import { parseArgs } from 'node:util';
import { type WorkloadName, workloadsByNumber } from './workloads/workloads.ts';

export const subjects = ['throughput', 'misses', 'latency', 'memory', 'processor'] as const;

export type Subject = (typeof subjects)[number];

export interface BenchArguments {
  readonly isQuick: boolean;
  /** Instead of workloads: the times of an outage. */
  readonly isFaults: boolean;
  /** Instead of workloads: the effect of attacks on other clients. */
  readonly isAttacks: boolean;
  /** Instead of workloads: the sizes of the demo's screens in every form. */
  readonly isWire: boolean;
  /** Instead of workloads: the cost of views. */
  readonly isViews: boolean;
  /** Instead of workloads: the cost of a start. */
  readonly isStart: boolean;
  /** Instead of workloads: the time of planning. */
  readonly isPlan: boolean;
  readonly workloads: readonly WorkloadName[];
  readonly peers: readonly string[];
  /** Undefined: all but processor time, with memory only for the peers that declare it. */
  readonly only: readonly Subject[] | undefined;
}

const defaultWorkloads = '1,2,3';

/**
 * Parses `[--quick] [--faults] [--attacks] [--wire] [--views] [--start] [--plan] [--workload 1,2] [--peers a,b]
 * [--only throughput,misses,latency,memory,processor]`. Throws `RangeError` with the value found and the allowed ones.
 */
export function parseBenchArguments(args: readonly string[], peerNames: readonly string[]): BenchArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      faults: { type: 'boolean', default: false },
      attacks: { type: 'boolean', default: false },
      wire: { type: 'boolean', default: false },
      views: { type: 'boolean', default: false },
      start: { type: 'boolean', default: false },
      plan: { type: 'boolean', default: false },
      workload: { type: 'string', default: defaultWorkloads },
      peers: { type: 'string', default: peerNames.join(',') },
      only: { type: 'string' },
    },
  });
  const numbers = choose('--workload', values.workload, Object.keys(workloadsByNumber));
  return {
    isQuick: values.quick,
    isFaults: values.faults,
    isAttacks: values.attacks,
    isWire: values.wire,
    isViews: values.views,
    isStart: values.start,
    isPlan: values.plan,
    workloads: numbers.flatMap((number) => workloadsByNumber[number] ?? []),
    peers: choose('--peers', values.peers, peerNames),
    only: values.only === undefined ? undefined : choose('--only', values.only, subjects),
  };
}

function choose<Name extends string>(option: string, text: string, allowed: readonly Name[]): Name[] {
  return text.split(',').map((word) => {
    const name = allowed.find((candidate) => candidate === word);
    if (name === undefined)
      throw new RangeError(`${option}: found "${word}"; allowed are ${allowed.join(', ')}`);
    return name;
  });
}
