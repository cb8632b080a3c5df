import { setTimeout as delay } from 'node:timers/promises';
import { quantile } from '../load/quantile.ts';
import { runClosedLoop } from '../load/run-closed-loop.ts';
import { type FaultFigure, plainFigure, timeFigure } from './fault-figure.ts';
import { type FaultRun, type FaultSetup, partBody, wholeBody, withFaultSetup } from './fault-setup.ts';

const warmUpCount = 200;
const count = 200;
const askEveryMs = 10;
const mostCallsToOpen = 500;
/** What is asked of a call that is not made. */
const addedMs = 5;
/** For the start of the upstream's process, the probe and the pause between two requests. */
const probeMs = 500;
/** 5 s and 20 %: how long a breaker is open the first time; where an answer does not tell. */
const openMs = 6000;

/** F9: what a screen pays for an upstream whose breaker is open, and how soon it has it back. */
export function measureOpenBreaker(run: FaultRun): Promise<FaultFigure[]> {
  return withFaultSetup(run, {}, async (setup) => {
    const { client, reviews } = setup;
    const timed = async (body: string): Promise<number[]> =>
      runClosedLoop({
        send: async () => void (await client.post(body)),
        count,
        senders: 1,
        signal: run.signal,
      });
    await runClosedLoop({
      send: async () => void (await client.post(wholeBody)),
      count: warmUpCount,
      senders: 4,
      signal: run.signal,
    });
    // What was good before is not to be outvoted first.
    const whole = await timed(wholeBody);
    await reviews.kill();
    await untilOpen(setup, run.signal);
    const broken = await timed(wholeBody);
    const part = await timed(partBody);
    const toldMs = toldIn((await client.post(wholeBody)).text);
    const toldAtMs = performance.now();
    await reviews.restart();
    while (/CIRCUIT_OPEN|UNAVAILABLE/.test((await client.post(wholeBody)).text)) await delay(askEveryMs);
    const tookMs = performance.now() - toldAtMs;
    return [
      plainFigure('both upstreams well, p50', `${quantile(whole, 0.5).toFixed(1)} ms`),
      timeFigure('added by an open breaker, p50', quantile(broken, 0.5) - quantile(part, 0.5), addedMs),
      timeFigure('added by an open breaker, p99', quantile(broken, 0.99) - quantile(part, 0.99), addedMs),
      timeFigure('back after the restart of the upstream', tookMs, (toldMs ?? openMs) + probeMs),
    ];
  });
}

/** When it is worth asking again, as a degraded answer says. */
function toldIn(text: string): number | undefined {
  const told = /"retryAfterMs":(\d+)/.exec(text)?.[1];
  return told === undefined ? undefined : Number(told);
}

async function untilOpen({ client }: FaultSetup, signal: AbortSignal): Promise<void> {
  for (let calls = 0; calls < mostCallsToOpen; calls += 1) {
    signal.throwIfAborted();
    if ((await client.post(wholeBody)).text.includes('SUBGRAPH_CIRCUIT_OPEN')) return;
  }
  throw new Error(`no breaker opened within ${mostCallsToOpen} calls that failed`);
}
