import type { CapacityShares } from '../../core/capacity-shares.ts';
import { upstreamEvent } from '../../core/channels.ts';
import { measureEventLoopUse } from '../../core/runtime/event-loop-use.ts';
import { GradientLimit } from '../../core/runtime/gradient-limit.ts';
import type { UpstreamStatus } from '../../core/status.ts';
import type { Layer, UpstreamCall } from '../upstream-call.ts';
import { UpstreamError } from '../upstream-error.ts';
import type { UpstreamOptions } from '../upstream-options.ts';
import { CallQueue } from './queue.ts';

export interface ConcurrencyLimit<Content> {
  readonly layer: Layer<Content>;
  status(): Pick<UpstreamStatus, 'inFlight' | 'limit' | 'waiting'>;
  close(): void;
}

type LimitOptions = Pick<UpstreamOptions, 'name' | 'concurrency' | 'priority'> & {
  readonly transport: Pick<UpstreamOptions['transport'], 'timeoutMs'>;
};

export interface LimitDeps {
  /** Undefined: the process does not share its upstreams. */
  readonly shares: CapacityShares | undefined;
}

/** The event loop use above which responses are late because this process is busy. */
const busyLoop = 0.8;
const reportEveryMs = 1000;
const reportFrom = 0.1;

/**
 * Limits calls in flight to the smaller of the adaptive limit and this process's share. Further calls wait, at most for the
 * timeout of a call. Rejects with SUBGRAPH_OVERLOADED.
 */
export function limitConcurrency<Content>(
  {
    name,
    priority,
    concurrency: { max, adaptive, queue, ...bounds },
    transport: { timeoutMs },
  }: LimitOptions,
  { shares }: LimitDeps,
): ConcurrencyLimit<Content> {
  const loopUse = measureEventLoopUse();
  const isInformative = (): boolean => loopUse() < busyLoop;
  const gradient = adaptive ? new GradientLimit({ ...bounds, max, isInformative }) : undefined;
  const waiting = new CallQueue();
  let inFlight = 0;
  let peakDemand = 0;
  let refused = 0;
  let reported = gradient?.limit ?? max;
  let reportedAtMs = Number.NEGATIVE_INFINITY;

  const ownLimit = (): number => gradient?.limit ?? max;
  const share = shares?.join({
    upstream: name,
    capacity: max,
    weight: priority,
    takePeakDemand() {
      const demand = Math.min(peakDemand + refused, ownLimit());
      peakDemand = inFlight + waiting.length;
      refused = 0;
      return demand;
    },
  });
  const limit = (): number => Math.min(ownLimit(), share?.allowance ?? max);

  function enter(context: UpstreamCall['context']): Promise<void> | undefined {
    const demand = inFlight + waiting.length + 1;
    if (demand > peakDemand) peakDemand = demand;
    if (waiting.length === 0 && inFlight < limit()) {
      inFlight += 1;
      return undefined;
    }
    if (waiting.length < queue) return waiting.wait(context, timeoutMs);
    refused += 1;
    upstreamEvent.publish({ upstream: name, event: 'call refused' });
    throw new UpstreamError('SUBGRAPH_OVERLOADED', {
      cause: `${inFlight} in flight, ${waiting.length} waiting`,
    });
  }

  function leave(): void {
    inFlight -= 1;
    const now = limit();
    // More than one call may start when the limit has grown.
    while (waiting.length > 0 && inFlight < now) {
      inFlight += 1;
      waiting.startNext();
    }
    if (now !== reported) report(now);
  }

  function report(now: number): void {
    const atMs = performance.now();
    if (Math.abs(now - reported) < reported * reportFrom || atMs - reportedAtMs < reportEveryMs) return;
    reported = now;
    reportedAtMs = atMs;
    upstreamEvent.publish({ upstream: name, event: 'limit changed', limit: now });
  }

  const layer: Layer<Content> = (next) => async (call) => {
    const turn = enter(call.context);
    if (turn !== undefined) await turn;
    const startMs = performance.now();
    try {
      const response = await next(call);
      // One user's own limit does not cause half of all responses.
      if (response.status === 429) gradient?.drop(performance.now());
      // A failing server may fail fast.
      else if (response.status < 500) gradient?.sample(startMs, performance.now(), inFlight);
      return response;
    } catch (error) {
      if (error instanceof UpstreamError && error.status === 429) gradient?.drop(performance.now());
      else if (isLate(error)) gradient?.sample(startMs, performance.now(), inFlight);
      throw error;
    } finally {
      leave();
    }
  };

  return {
    layer,
    status: () => ({ inFlight, limit: limit(), waiting: waiting.length }),
    close: () => share?.leave(),
  };
}

/** Other failures, including those of inner layers, do not show how fast the upstream is. */
function isLate(error: unknown): boolean {
  return (
    error instanceof UpstreamError && (error.code === 'SUBGRAPH_TIMEOUT' || error.code === 'GATEWAY_TIMEOUT')
  );
}
