import { upstreamEvent } from '../../core/channels.ts';
import { Cancellation } from '../../core/runtime/cancellation.ts';
import { withCancellation } from '../own-cancellation.ts';
import type { Layer, Send, UpstreamCall, UpstreamResponse } from '../upstream-call.ts';
import type { UpstreamOptions } from '../upstream-options.ts';
import type { Durations } from './durations.ts';
import type { UpstreamRetryBudget } from './retry-budget.ts';

export interface HedgeDeps {
  readonly budget: UpstreamRetryBudget;
  /** The durations of the upstream's good responses. */
  readonly durations: Durations;
}

/**
 * Sends a read a second time when it takes longer than most (Dean, Barroso: The Tail at Scale, 2013). The first good response
 * wins and the other call is cancelled. If both fail, the failure of the first call is the result.
 */
export function hedge<Content>(
  { name: upstream, hedge: { enabled, percentile } }: Pick<UpstreamOptions, 'name' | 'hedge'>,
  { budget, durations }: HedgeDeps,
): Layer<Content> {
  if (!enabled) return (next) => next;
  return (next) => async (call) => {
    const afterMs = call.context.isWrite ? undefined : durations.quantile(percentile);
    if (afterMs === undefined) return next(call);
    const race = startRace(next, call);
    const timer = setTimeout(() => {
      if (!budget.acquire()) {
        upstreamEvent.publish({ upstream, event: 'retry refused' });
        return;
      }
      upstreamEvent.publish({ upstream, event: 'hedge sent' });
      race.start({
        onEnd: () => budget.release(),
        onWin: () => upstreamEvent.publish({ upstream, event: 'hedge won' }),
      });
    }, Math.ceil(afterMs));
    try {
      return await race.winner;
    } finally {
      clearTimeout(timer);
      race.close();
    }
  };
}

interface Runner {
  onEnd(): void;
  onWin(): void;
}

interface Race<Content> {
  readonly winner: Promise<UpstreamResponse<Content>>;
  /** Sends the call once more. */
  start(runner: Runner): void;
  /** Cancels the calls that are still in flight. */
  close(): void;
}

const first: Runner = { onEnd() {}, onWin() {} };

function startRace<Content>(next: Send<Content>, call: UpstreamCall): Race<Content> {
  const { cancellation: outer } = call.context;
  const running = new Set<Cancellation>();
  let isOver = false;
  /** Settles the race if no call succeeds. */
  let firstFailure: (() => void) | undefined;
  let resolve: (response: UpstreamResponse<Content>) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const winner = new Promise<UpstreamResponse<Content>>((...settlers) => ([resolve, reject] = settlers));

  const cancelAll = (): void => {
    for (const cancellation of running) cancellation.cancel();
  };
  const run = async ({ onEnd, onWin }: Runner): Promise<void> => {
    const cancellation = new Cancellation();
    if (outer.isCancelled) cancellation.cancel();
    running.add(cancellation);
    let failure: () => void;
    try {
      const response = await next(withCancellation(call, cancellation));
      if (response.status < 500 && !isOver) {
        isOver = true;
        onWin();
        resolve(response);
      }
      failure = () => resolve(response);
    } catch (error) {
      failure = () => reject(error);
    }
    onEnd();
    running.delete(cancellation);
    firstFailure ??= failure;
    if (running.size === 0) firstFailure();
  };

  outer.add(cancelAll);
  run(first);
  return {
    winner,
    start: run,
    close() {
      isOver = true;
      outer.remove(cancelAll);
      cancelAll();
    },
  };
}
