import { type Shed, shed } from '../core/channels.ts';
import { FrontageError } from '../core/errors.ts';
import { measureEventLoopUse } from '../core/runtime/event-loop-use.ts';
import { GradientLimit } from '../core/runtime/gradient-limit.ts';
import type { OverloadStatus } from '../core/status.ts';
import { createProcessPressure, type PressureOptions, samplesPerSecond } from './process-pressure.ts';

export interface OverloadOptions extends PressureOptions {
  readonly concurrency: {
    readonly max: number;
    readonly adaptive: boolean;
    readonly min: number;
    readonly initial: number;
    readonly tolerance: number;
  };
  /** The number of rejections within 5 s that makes the process unready. */
  readonly unreadyAfter: number;
}

/**
 * Decides whether the process can accept another client request. It counts work: a request is in flight from the moment it is
 * received completely until its response is created, however long its client takes to send or to read.
 */
export interface Overload {
  /** Returns SERVER_OVERLOADED if the process is at its limit. To be called before the body is read. */
  refusalOnArrival(): FrontageError | undefined;
  /** Counts and returns a rejection for a reason that the caller has detected. */
  refuse(reason: Shed['reason']): FrontageError;
  /** Counts a request as in flight and returns the current time. Throws SERVER_OVERLOADED. The caller must call `leave`. */
  enter(): number;
  /** `isWhole`: the work was completed, so that its duration is a valid sample. */
  leave(enteredMs: number, isWhole: boolean): void;
  /** Whether load balancers should send requests. */
  isReady(): boolean;
  status(): OverloadStatus;
  close(): void;
}

/** Below this event loop utilization, requests wait for something other than this process. */
const busyLoop = 0.9;
const countedSeconds = 5;
const unreadySeconds = 10;

/** Shared by all rejections: its stack is irrelevant, and capturing one each time would cost more than the rejection. */
const refusal = new FrontageError('SERVER_OVERLOADED');

export function createOverload(
  { concurrency: { max, adaptive, ...bounds }, unreadyAfter, ...limits }: OverloadOptions,
  pressure = createProcessPressure(limits),
): Overload {
  const loopUse = measureEventLoopUse();
  const isInformative = (): boolean => loopUse() >= busyLoop;
  const gradient = adaptive ? new GradientLimit({ ...bounds, max, isInformative }) : undefined;
  let inFlight = 0;
  /** The accumulated fraction of the next rejection. */
  let due = 0;
  let refused = 0;
  /** Rejections in each tenth of a second. */
  const recent = new Array<number>(countedSeconds * samplesPerSecond).fill(0);
  let samples = 0;
  let refusedBefore = 0;
  /** The number of samples until the process is ready again. */
  let unready = 0;

  const limit = (): number => gradient?.limit ?? max;

  /** Returns the reason to reject a request now. */
  function reasonToRefuse(): Shed['reason'] | undefined {
    if (pressure.refusedShare > 0) {
      due += pressure.refusedShare;
      if (due >= 1) {
        due -= 1;
        return pressure.reason;
      }
    }
    return inFlight < limit() ? undefined : 'concurrency';
  }

  function refuse(reason: Shed['reason']): FrontageError {
    refused += 1;
    shed.publish({ reason });
    return refusal;
  }

  const timer = setInterval(() => {
    pressure.sample();
    recent[samples % recent.length] = refused - refusedBefore;
    refusedBefore = refused;
    samples += 1;
    const sum = recent.reduce((total, count) => total + count, 0);
    unready = sum >= unreadyAfter ? unreadySeconds * samplesPerSecond : Math.max(0, unready - 1);
  }, 1000 / samplesPerSecond);
  timer.unref();

  return {
    refusalOnArrival() {
      const reason = reasonToRefuse();
      return reason === undefined ? undefined : refuse(reason);
    },
    refuse,
    enter() {
      if (inFlight >= limit()) throw refuse('concurrency');
      inFlight += 1;
      return performance.now();
    },
    leave(enteredMs, isWhole) {
      if (isWhole) gradient?.sample(enteredMs, performance.now(), inFlight);
      inFlight -= 1;
    },
    isReady: () => unready === 0,
    status: () => ({
      inFlight,
      limit: limit(),
      refused,
      loopDelayMs: Math.round(pressure.loopDelayMs),
      heapUse: Math.round(pressure.heapUse * 1000) / 1000,
      isReady: unready === 0,
    }),
    close() {
      clearInterval(timer);
      pressure.close();
    },
  };
}
