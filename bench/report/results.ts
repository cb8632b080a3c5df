import type { AttackFigure } from '../attacks/measure-attack.ts';
import type { FaultFigure } from '../faults/fault-figure.ts';
import type { LeftOut } from '../measure/create-session.ts';
import type { LatencyRow } from '../measure/measure-latency.ts';
import type { MemoryRow } from '../measure/measure-memory.ts';
import type { MissRow } from '../measure/measure-misses.ts';
import type { ProcessorRow } from '../measure/measure-processor.ts';
import type { ThroughputRow } from '../measure/measure-throughput.ts';
import type { PlanFigure } from '../plan/measure-plans.ts';
import type { StartFigure } from '../start/measure-starts.ts';
import type { ViewResults } from '../views/measure-views.ts';
import type { WireFigures } from '../wire/measure-wire.ts';
import type { Machine } from './read-machine.ts';

export interface WorkloadResults {
  readonly workload: string;
  readonly responseBytes: number;
  readonly leftOut: readonly LeftOut[];
  readonly throughput: readonly ThroughputRow[];
  /** See `buildRatios`. */
  readonly ratios: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly misses: readonly MissRow[];
  readonly latency: readonly LatencyRow[];
  readonly memory: readonly MemoryRow[];
  readonly processor: readonly ProcessorRow[];
}

/** The content of a file in `bench/results/`. */
export interface Results {
  readonly machine: Machine;
  readonly workloads: readonly WorkloadResults[];
  readonly faults?: readonly FaultFigure[];
  readonly attacks?: readonly AttackFigure[];
  readonly wire?: WireFigures;
  readonly views?: ViewResults;
  readonly starts?: readonly StartFigure[];
  readonly plans?: readonly PlanFigure[];
}
