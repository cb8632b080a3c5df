import type { Cores } from '../processes/cores.ts';

/** What a run on views needs of the run. */
export interface ViewRun {
  readonly cores: Cores | undefined;
  /** For files; removed when the run ends. */
  readonly directory: string;
  readonly signal: AbortSignal;
  /** Whether rates are measured, too: with `wrk`. */
  readonly hasWrk: boolean;
  readonly extent: ViewExtent;
  /** One line for whoever waits. */
  say(line: string): void;
}

export interface ViewExtent {
  readonly rounds: number;
  /** Of one kind in one round. */
  readonly requests: number;
  readonly warmUpRequests: number;
  /** Of one kind, where rates are measured. */
  readonly rateSeconds: number;
}
