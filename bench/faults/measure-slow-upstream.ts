import { quantile } from '../load/quantile.ts';
import { runClosedLoop } from '../load/run-closed-loop.ts';
import { type FaultFigure, plainFigure, timeFigure } from './fault-figure.ts';
import { type FaultRun, partBody, wholeBody, withFaultSetup } from './fault-setup.ts';

const timeoutMs = 500;
const allowanceMs = 100;
const warmUpCount = 100;
// Below the number of calls from which a breaker judges.
const count = 15;

/** F1: the time that a screen waits for an upstream that takes ten seconds. */
export function measureSlowUpstream(run: FaultRun): Promise<FaultFigure[]> {
  const settings = { upstreams: { all: { timeout: `${timeoutMs}ms`, breaker: { minimumCalls: 1000 } } } };
  return withFaultSetup(run, settings, async ({ client, reviews }) => {
    const send = async (body: string): Promise<void> => void (await client.post(body));
    const { signal } = run;
    await runClosedLoop({ send: () => send(wholeBody), count: warmUpCount, senders: 4, signal });
    await reviews.play({ waitMs: 10_000 });
    const [waiting, others] = await Promise.all([
      runClosedLoop({ send: () => send(wholeBody), count, senders: 3, signal }),
      runClosedLoop({ send: () => send(partBody), count: warmUpCount, senders: 1, signal }),
    ]);
    return [
      timeFigure(
        `partial response, upstream timeout ${timeoutMs} ms, p50`,
        quantile(waiting, 0.5),
        timeoutMs + allowanceMs,
      ),
      timeFigure(
        `partial response, upstream timeout ${timeoutMs} ms, max`,
        quantile(waiting, 1),
        timeoutMs + allowanceMs,
      ),
      plainFigure('screens without that upstream meanwhile, p50', `${quantile(others, 0.5).toFixed(1)} ms`),
    ];
  });
}
