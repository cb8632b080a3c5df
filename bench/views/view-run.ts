import type { Cores } from '../processes/cores.ts';

/** The parts of a run that view measurements need. */
export interface ViewRun {
  readonly cores: Cores | undefined;
  /** For files; removed when the run ends. */
  readonly directory: string;
  readonly signal: AbortSignal;
  /** Whether rates are measured, too: with `wrk`. */
  readonly hasWrk: boolean;
  readonly extent: ViewExtent;
  /** Prints one line of progress. */
  say(line: string): void;
}

export interface ViewExtent {
  readonly rounds: number;
  /** Requests of one kind in one round. */
  readonly requests: number;
  readonly warmUpRequests: number;
  /** Requests of one kind for a rate measurement. */
  readonly rateSeconds: number;
}
