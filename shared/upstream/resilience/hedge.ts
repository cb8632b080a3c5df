import { upstreamEvent } from '../../core/channels.ts';
import { Cancellation } from '../../core/runtime/cancellation.ts';
import { withCancellation } from '../own-cancellation.ts';
import type { Send, UpstreamCall, UpstreamResponse } from '../upstream-call.ts';
import type { HedgeOptions } from '../upstream-options.ts';
import type { Durations } from './durations.ts';
import type { UpstreamRetryBudget } from './retry-budget.ts';

export interface HedgeDeps {
  readonly upstream: string;
  readonly hedge: HedgeOptions;
  readonly budget: UpstreamRetryBudget;
  /** Of the upstream's good answers. */
  readonly durations: Durations;
}

/**
 * Makes a read a second time when it takes longer than most (Dean, Barroso: The Tail at Scale, 2013). The first good answer
 * counts and the other call is given up; of two failures the first call's counts.
 */
export function hedging<Content>(
  next: Send<Content>,
  { upstream, hedge, budget, durations }: HedgeDeps,
): Send<Content> {
  if (!hedge.enabled) return next;
  return async (call) => {
    const afterMs = call.context.isWrite ? undefined : durations.quantile(hedge.percentile);
    if (afterMs === undefined) return next(call);
    const race = startRace(next, call);
    const timer = setTimeout(() => {
      if (!budget.take()) {
        upstreamEvent.publish({ upstream, event: 'retry refused' });
        return;
      }
      upstreamEvent.publish({ upstream, event: 'hedge sent' });
      race.start({
        onEnd: () => budget.giveBack(),
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
  /** Makes the call once more. */
  start(runner: Runner): void;
  /** What still runs is not needed any more. */
  close(): void;
}

const first: Runner = { onEnd() {}, onWin() {} };

function startRace<Content>(next: Send<Content>, call: UpstreamCall): Race<Content> {
  const { cancellation: clients } = call.context;
  const running = new Set<Cancellation>();
  let isOver = false;
  /** What counts if no call is any better. */
  let firstFailure: (() => void) | undefined;
  let resolve: (answer: UpstreamResponse<Content>) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const winner = new Promise<UpstreamResponse<Content>>((...settlers) => ([resolve, reject] = settlers));

  const giveUp = (): void => {
    for (const cancellation of running) cancellation.cancel();
  };
  const run = async ({ onEnd, onWin }: Runner): Promise<void> => {
    const cancellation = new Cancellation();
    if (clients.isCancelled) cancellation.cancel();
    running.add(cancellation);
    let failure: () => void;
    try {
      const answer = await next(withCancellation(call, cancellation));
      if (answer.status < 500 && !isOver) {
        isOver = true;
        onWin();
        resolve(answer);
      }
      failure = () => resolve(answer);
    } catch (error) {
      failure = () => reject(error);
    }
    onEnd();
    running.delete(cancellation);
    firstFailure ??= failure;
    if (running.size === 0) firstFailure();
  };

  clients.add(giveUp);
  run(first);
  return {
    winner,
    start: run,
    close() {
      isOver = true;
      clients.remove(giveUp);
      giveUp();
    },
  };
}
