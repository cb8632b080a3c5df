import type { CapacityShares } from '../../core/capacity-shares.ts';
import { upstreamEvent } from '../../core/channels.ts';
import { measureEventLoopUse } from '../../core/runtime/event-loop-use.ts';
import { GradientLimit } from '../../core/runtime/gradient-limit.ts';
import type { UpstreamStatus } from '../../core/status.ts';
import type { Send, UpstreamResponse } from '../upstream-call.ts';
import { UpstreamError } from '../upstream-error.ts';
import type { UpstreamOptions } from '../upstream-options.ts';
import { WaitingLine } from './queue.ts';

export interface ConcurrencyLimit<Content> {
  readonly send: Send<Content>;
  status(): Pick<UpstreamStatus, 'inFlight' | 'limit' | 'waiting'>;
  close(): void;
}

type LimitOptions = Pick<UpstreamOptions, 'name' | 'concurrency' | 'priority'> & {
  readonly transport: Pick<UpstreamOptions['transport'], 'timeoutMs'>;
};

/** Above it answers are late because they wait for us. */
const busyLoop = 0.8;
const toldEveryMs = 1000;
const toldFrom = 0.1;

/**
 * Lets so many calls pass at once as the upstream bears, and this process has a share of; the next ones wait, for as long
 * as a call may take. Fails with SUBGRAPH_OVERLOADED.
 */
export function limitConcurrency<Content>(
  {
    name,
    priority,
    concurrency: { max, adaptive, queue, ...bounds },
    transport: { timeoutMs },
  }: LimitOptions,
  shares: CapacityShares | undefined,
  next: Send<Content>,
): ConcurrencyLimit<Content> {
  const loopUse = measureEventLoopUse();
  const isTelling = (): boolean => loopUse() < busyLoop;
  const gradient = adaptive ? new GradientLimit({ ...bounds, max, isTelling }) : undefined;
  const line = new WaitingLine();
  let inFlight = 0;
  let mostWanted = 0;
  let refused = 0;
  let told = gradient?.limit ?? max;
  let toldAtMs = Number.NEGATIVE_INFINITY;

  const ownLimit = (): number => gradient?.limit ?? max;
  const share = shares?.join({
    upstream: name,
    capacity: max,
    weight: priority,
    takeDemand() {
      const demand = Math.min(mostWanted + refused, ownLimit());
      mostWanted = inFlight + line.length;
      refused = 0;
      return demand;
    },
  });
  const limit = (): number => Math.min(ownLimit(), share?.allowance ?? max);

  function enter(context: Parameters<Send<Content>>[0]['context']): Promise<void> | undefined {
    const wanted = inFlight + line.length + 1;
    if (wanted > mostWanted) mostWanted = wanted;
    if (line.length === 0 && inFlight < limit()) {
      inFlight += 1;
      return undefined;
    }
    if (line.length < queue) return line.wait(context, timeoutMs);
    refused += 1;
    upstreamEvent.publish({ upstream: name, event: 'call refused' });
    throw new UpstreamError('SUBGRAPH_OVERLOADED', {
      cause: `${inFlight} in flight, ${line.length} waiting`,
    });
  }

  function leave(): void {
    inFlight -= 1;
    const now = limit();
    // More than one when the limit has grown.
    while (line.length > 0 && inFlight < now) {
      inFlight += 1;
      line.letNext();
    }
    if (now !== told) tell(now);
  }

  function tell(now: number): void {
    const atMs = performance.now();
    if (Math.abs(now - told) < told * toldFrom || atMs - toldAtMs < toldEveryMs) return;
    told = now;
    toldAtMs = atMs;
    upstreamEvent.publish({ upstream: name, event: 'limit changed', limit: now });
  }

  async function send(call: Parameters<Send<Content>>[0]): Promise<UpstreamResponse<Content>> {
    const turn = enter(call.context);
    if (turn !== undefined) await turn;
    const startMs = performance.now();
    try {
      const answer = await next(call);
      // One user's own limit does not make half of all answers.
      if (answer.status === 429) gradient?.drop(performance.now());
      // A server that fails may do so fast.
      else if (answer.status < 500) gradient?.sample(startMs, performance.now(), inFlight);
      return answer;
    } catch (error) {
      if (error instanceof UpstreamError && error.status === 429) gradient?.drop(performance.now());
      else if (isLate(error)) gradient?.sample(startMs, performance.now(), inFlight);
      throw error;
    } finally {
      leave();
    }
  }

  return {
    send,
    status: () => ({ inFlight, limit: limit(), waiting: line.length }),
    close: () => share?.leave(),
  };
}

/** Every other failure, one of a layer within included, says nothing of how fast the upstream is. */
function isLate(error: unknown): boolean {
  return (
    error instanceof UpstreamError && (error.code === 'SUBGRAPH_TIMEOUT' || error.code === 'GATEWAY_TIMEOUT')
  );
}
