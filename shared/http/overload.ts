import { type Shed, shed } from '../core/channels.ts';
import { FrontageError } from '../core/errors.ts';
import { measureEventLoopUse } from '../core/runtime/event-loop-use.ts';
import { GradientLimit } from '../core/runtime/gradient-limit.ts';
import type { OverloadStatus } from '../core/status.ts';
import { createProcessPressure, looksPerSecond, type PressureOptions } from './process-pressure.ts';

export interface OverloadOptions extends PressureOptions {
  readonly concurrency: {
    readonly max: number;
    readonly adaptive: boolean;
    readonly min: number;
    readonly initial: number;
    readonly tolerance: number;
  };
  /** Refusals within 5 s. */
  readonly unreadyAfter: number;
}

/**
 * Decides whether there is room for one more client request. What counts is work: a request takes a place when all of it is
 * there, and leaves it when its response has been made, however long its client takes to send or to read.
 */
export interface Overload {
  /** Before any of the body is read: SERVER_OVERLOADED when there is no room now. */
  refusalOnArrival(): FrontageError | undefined;
  /** The same for a reason that is not looked at here. */
  refuse(reason: Shed['reason']): FrontageError;
  /** Takes a place, and returns when that was. Throws SERVER_OVERLOADED. `leave` must follow. */
  enter(): number;
  /** `isWhole`: the work was done to its end, so that its duration tells something. */
  leave(enteredMs: number, isWhole: boolean): void;
  /** Whether balancers should send requests. */
  isReady(): boolean;
  status(): OverloadStatus;
  close(): void;
}

/** Below it, what requests wait for is not this process. */
const busyLoop = 0.9;
const countedSeconds = 5;
const unreadySeconds = 10;

/** One for all: where it was made tells nothing, and a stack for each would cost more than the refusal. */
const refusal = new FrontageError('SERVER_OVERLOADED');

export function createOverload(
  { concurrency: { max, adaptive, ...bounds }, unreadyAfter, ...limits }: OverloadOptions,
  pressure = createProcessPressure(limits),
): Overload {
  const loopUse = measureEventLoopUse();
  const isTelling = (): boolean => loopUse() >= busyLoop;
  const gradient = adaptive ? new GradientLimit({ ...bounds, max, isTelling }) : undefined;
  let inFlight = 0;
  /** Parts of refusals that are due. */
  let due = 0;
  let refused = 0;
  /** By tenths of a second. */
  const recent = new Array<number>(countedSeconds * looksPerSecond).fill(0);
  let looks = 0;
  let refusedBefore = 0;
  /** Looks for which it still is not ready. */
  let unready = 0;

  const limit = (): number => gradient?.limit ?? max;

  /** Why there is no room. */
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
    pressure.look();
    recent[looks % recent.length] = refused - refusedBefore;
    refusedBefore = refused;
    looks += 1;
    const sum = recent.reduce((total, count) => total + count, 0);
    unready = sum >= unreadyAfter ? unreadySeconds * looksPerSecond : Math.max(0, unready - 1);
  }, 1000 / looksPerSecond);
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
