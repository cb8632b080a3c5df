import { quantile } from '../load/quantile.ts';
import { runClosedLoop } from '../load/run-closed-loop.ts';
import { runOpenLoop } from '../load/run-open-loop.ts';
import { type FaultFigure, plainFigure, timeFigure } from './fault-figure.ts';
import { type FaultRun, wholeBody, withFaultSetup } from './fault-setup.ts';

const mostAtOnce = 20;
const upstreamMs = 100;
/** The capacity, in requests a second. */
const capacity = (mostAtOnce * 1000) / upstreamMs;
const times = 3;
const seconds = 3;
const warmUpCount = 200;
const refusedWithinMs = 50;
/** As a share of the capacity. */
const leastGoodput = 0.8;

/** F12: three times the capacity. Each request takes 100 ms in the upstream. */
export function measureOverload(run: FaultRun): Promise<FaultFigure[]> {
  const settings = {
    overload: { concurrency: { max: mostAtOnce, min: mostAtOnce, initial: mostAtOnce, adaptive: false } },
    upstreams: { all: { deduplicate: { enabled: false } } },
  };
  return withFaultSetup(run, settings, async ({ client, reviews }) => {
    const { signal } = run;
    const refusedMs: number[] = [];
    const admittedMs: number[] = [];
    const others = new Map<number, number>();
    const send = async (): Promise<void> => {
      const startMs = performance.now();
      const { status } = await client.post(wholeBody);
      const tookMs = performance.now() - startMs;
      if (status === 200) admittedMs.push(tookMs);
      else if (status === 503) refusedMs.push(tookMs);
      else others.set(status, (others.get(status) ?? 0) + 1);
    };
    await runClosedLoop({ send, count: warmUpCount, senders: 4, signal });
    await reviews.play({ waitMs: upstreamMs });
    refusedMs.length = 0;
    admittedMs.length = 0;
    const { failed } = await runOpenLoop({ send, requestsPerSecond: capacity * times, seconds, signal });
    const goodput = admittedMs.length / seconds / capacity;
    return [
      timeFigure(`refused at ${times} times the capacity, p99`, quantile(refusedMs, 0.99), refusedWithinMs),
      timeFigure('admitted meanwhile, p99', quantile(admittedMs, 0.99), 2 * upstreamMs),
      {
        name: 'completed meanwhile, of the capacity',
        measured: `${(goodput * 100).toFixed(0)} %`,
        atMost: `at least ${leastGoodput * 100} %`,
        isMet: goodput >= leastGoodput,
      },
      plainFigure(
        'admitted, refused, anything else',
        `${admittedMs.length}, ${refusedMs.length}, ${failed + [...others.values()].reduce((sum, n) => sum + n, 0)}`,
      ),
    ];
  });
}
