import type { FaultFigure } from './fault-figure.ts';
import type { FaultRun } from './fault-setup.ts';
import { measureOpenBreaker } from './measure-open-breaker.ts';
import { measureOverload } from './measure-overload.ts';
import { measureSlowUpstream } from './measure-slow-upstream.ts';

/** The times of an outage, each in front of a new process. */
export async function measureFaults(run: FaultRun, say: (line: string) => void): Promise<FaultFigure[]> {
  const figures: FaultFigure[] = [];
  for (const measure of [measureOpenBreaker, measureSlowUpstream, measureOverload]) {
    const found = await measure(run);
    for (const { name, measured } of found) say(`faults: ${name}: ${measured}`);
    figures.push(...found);
  }
  return figures;
}
