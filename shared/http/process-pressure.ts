import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { memoryPressure, type Shed } from '../core/channels.ts';

export interface PressureOptions {
  readonly eventLoopDelayMs: number;
  /** Shares of the largest possible heap, between 0 and 1. */
  readonly heap: number;
  readonly heapCritical: number;
}

/** What can be seen of the process. */
export interface ProcessSigns {
  /** p99 since it was asked last. */
  loopDelayMs(): number;
  /** Of the largest possible heap, between 0 and 1. */
  heapUse(): number;
  close(): void;
}

/** Plain numbers, for the way of every request. */
export interface ProcessPressure {
  /** Which share of the requests is to be refused, between 0 and 1. */
  readonly refusedShare: number;
  readonly reason: Extract<Shed['reason'], 'eventLoopDelay' | 'heap'>;
  /** Of the last ten looks the third largest. */
  readonly loopDelayMs: number;
  readonly heapUse: number;
  /** Looks again. To be called at even intervals, `looksPerSecond` times a second. */
  look(): void;
  close(): void;
}

export const looksPerSecond = 10;
const loopResolutionMs = 10;

export function readProcessSigns(): ProcessSigns {
  const histogram = monitorEventLoopDelay({ resolution: loopResolutionMs });
  histogram.enable();
  return {
    loopDelayMs() {
      // It counts the time between two looks at the clock, not how late the second one is.
      const ms = histogram.percentile(99) / 1e6 - loopResolutionMs;
      histogram.reset();
      return Math.max(0, ms);
    },
    heapUse() {
      const { used_heap_size, heap_size_limit } = getHeapStatistics();
      return used_heap_size / heap_size_limit;
    },
    close: () => void histogram.disable(),
  };
}

/** How far the process is behind with its work, and with its memory. */
export function createProcessPressure(
  { eventLoopDelayMs, heap, heapCritical }: PressureOptions,
  signs: ProcessSigns = readProcessSigns(),
): ProcessPressure {
  /** Of the last second. */
  const delaysMs = new Array<number>(looksPerSecond).fill(0);
  let looks = 0;
  let loopDelayMs = 0;
  let heapUse = 0;
  let refusedShare = 0;
  let reason: ProcessPressure['reason'] = 'eventLoopDelay';
  return {
    get refusedShare() {
      return refusedShare;
    },
    get reason() {
      return reason;
    },
    get loopDelayMs() {
      return loopDelayMs;
    },
    get heapUse() {
      return heapUse;
    },
    look() {
      delaysMs[looks % looksPerSecond] = signs.loopDelayMs();
      loopDelayMs = thirdLargest(delaysMs);
      heapUse = signs.heapUse();
      // All at once would make a process that is a little late an idle one.
      const forDelay = loopDelayMs > eventLoopDelayMs ? 1 - eventLoopDelayMs / loopDelayMs : 0;
      const forHeap = heapUse < heap ? 0 : shareBetween(heap, heapCritical, heapUse);
      refusedShare = Math.max(forDelay, forHeap);
      reason = forHeap > forDelay ? 'heap' : 'eventLoopDelay';
      // Every second at most: what was dropped is gone only after the next garbage collection.
      if (heapUse >= heap && looks % looksPerSecond === 0) memoryPressure.publish({ heapUse });
      looks += 1;
    },
    close: () => signs.close(),
  };
}

/** One or two stalls are over when they are seen: a new graph is read in them. */
function thirdLargest(values: readonly number[]): number {
  return [...values].sort((a, b) => b - a)[2] ?? 0;
}

/** At least a tenth where it begins, everything where it ends. */
function shareBetween(from: number, to: number, use: number): number {
  return use >= to ? 1 : Math.max(0.1, (use - from) / (to - from));
}
