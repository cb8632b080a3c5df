import { setTimeout as delay } from 'node:timers/promises';
import { quantile } from '../load/quantile.ts';
import { runClosedLoop } from '../load/run-closed-loop.ts';
import { type FaultFigure, plainFigure, timeFigure } from './fault-figure.ts';
import { type FaultRun, type FaultSetup, partBody, wholeBody, withFaultSetup } from './fault-setup.ts';

const warmUpCount = 200;
const count = 200;
const retryEveryMs = 10;
const mostCallsToOpen = 500;
/** The bound for a call that is not made. */
const addedMs = 5;
/** Time for the start of the upstream's process, the probe and the pause between two requests. */
const probeMs = 500;
/** 5 s and 20 %: the first open time of a breaker; used if a response does not announce it. */
const openMs = 6000;

/** F9: the cost of an upstream with an open breaker for a screen, and the time until it recovers. */
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
    // Starts without earlier successes, which would have to be outvoted first.
    const whole = await timed(wholeBody);
    await reviews.kill();
    await untilOpen(setup, run.signal);
    const broken = await timed(wholeBody);
    const part = await timed(partBody);
    const announcedMs = announcedIn((await client.post(wholeBody)).text);
    const announcedAtMs = performance.now();
    await reviews.restart();
    while (/CIRCUIT_OPEN|UNAVAILABLE/.test((await client.post(wholeBody)).text)) await delay(retryEveryMs);
    const tookMs = performance.now() - announcedAtMs;
    return [
      plainFigure('both upstreams healthy, p50', `${quantile(whole, 0.5).toFixed(1)} ms`),
      timeFigure('added by an open breaker, p50', quantile(broken, 0.5) - quantile(part, 0.5), addedMs),
      timeFigure('added by an open breaker, p99', quantile(broken, 0.99) - quantile(part, 0.99), addedMs),
      timeFigure('recovery after the restart of the upstream', tookMs, (announcedMs ?? openMs) + probeMs),
    ];
  });
}

/** The retry time that a degraded response announces. */
function announcedIn(text: string): number | undefined {
  const announced = /"retryAfterMs":(\d+)/.exec(text)?.[1];
  return announced === undefined ? undefined : Number(announced);
}

async function untilOpen({ client }: FaultSetup, signal: AbortSignal): Promise<void> {
  for (let calls = 0; calls < mostCallsToOpen; calls += 1) {
    signal.throwIfAborted();
    if ((await client.post(wholeBody)).text.includes('SUBGRAPH_CIRCUIT_OPEN')) return;
  }
  throw new Error(`no breaker opened within ${mostCallsToOpen} failed calls`);
}
