import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { memoryPressure, type Shed } from '../core/channels.ts';

export interface PressureOptions {
  readonly eventLoopDelayMs: number;
  /** Shares of the heap size limit, between 0 and 1. */
  readonly heap: number;
  readonly heapCritical: number;
}

/** Measurements of the process. */
export interface ProcessSigns {
  /** The p99 of the event loop delay since the previous call. */
  loopDelayMs(): number;
  /** The used share of the heap size limit, between 0 and 1. */
  heapUse(): number;
  close(): void;
}

/** Plain numbers, since every request reads them. */
export interface ProcessPressure {
  /** The share of requests to reject, between 0 and 1. */
  readonly refusedShare: number;
  readonly reason: Extract<Shed['reason'], 'eventLoopDelay' | 'heap'>;
  /** The third largest of the last ten samples. */
  readonly loopDelayMs: number;
  readonly heapUse: number;
  /** Takes a sample. To be called at regular intervals, `samplesPerSecond` times a second. */
  sample(): void;
  close(): void;
}

export const samplesPerSecond = 10;
const loopResolutionMs = 10;

export function readProcessSigns(): ProcessSigns {
  const histogram = monitorEventLoopDelay({ resolution: loopResolutionMs });
  histogram.enable();
  return {
    loopDelayMs() {
      // The histogram records the interval between two timer calls, not the delay of the second one.
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

/** Measures how far the process is behind with its work, and how full its heap is. */
export function createProcessPressure(
  { eventLoopDelayMs, heap, heapCritical }: PressureOptions,
  signs: ProcessSigns = readProcessSigns(),
): ProcessPressure {
  /** The samples of the last second. */
  const delaysMs = new Array<number>(samplesPerSecond).fill(0);
  let samples = 0;
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
    sample() {
      delaysMs[samples % samplesPerSecond] = signs.loopDelayMs();
      loopDelayMs = thirdLargest(delaysMs);
      heapUse = signs.heapUse();
      // Rejecting all requests would turn a process that is slightly late into an idle one.
      const forDelay = loopDelayMs > eventLoopDelayMs ? 1 - eventLoopDelayMs / loopDelayMs : 0;
      const forHeap = heapUse < heap ? 0 : shareBetween(heap, heapCritical, heapUse);
      refusedShare = Math.max(forDelay, forHeap);
      reason = forHeap > forDelay ? 'heap' : 'eventLoopDelay';
      // At most once a second: dropped caches are freed only by the next garbage collection.
      if (heapUse >= heap && samples % samplesPerSecond === 0) memoryPressure.publish({ heapUse });
      samples += 1;
    },
    close: () => signs.close(),
  };
}

/** Ignores one or two stalls, which are over when they are measured: reading a new graph causes them. */
function thirdLargest(values: readonly number[]): number {
  return [...values].sort((a, b) => b - a)[2] ?? 0;
}

/** Returns at least 0.1 from `from` on, and 1 from `to` on. */
function shareBetween(from: number, to: number, use: number): number {
  return use >= to ? 1 : Math.max(0.1, (use - from) / (to - from));
}
