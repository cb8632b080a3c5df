import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { quantile } from '../load/quantile.ts';
import { type PlannerName, type PlanOrder, type PlanTimes, plannerNames } from './plan-order.ts';
import { buildPlanSubjects, type PlanSubject } from './plan-subjects.ts';

export interface PlanFigure {
  readonly subject: string;
  readonly planner: PlannerName;
  /** Undefined if there is no plan. */
  readonly times: PlanFigureTimes | undefined;
  /** Why there is no plan. */
  readonly failure: string | undefined;
}

export interface PlanFigureTimes extends Omit<PlanTimes, 'warmMs'> {
  readonly warm: { readonly p50Ms: number; readonly p95Ms: number; readonly maxMs: number };
}

export interface PlanExtent {
  readonly repetitions: number;
  readonly budgetMs: number;
  /** After this time, a planner has no plan. */
  readonly limitMs: number;
}

/** Plans each subject with each planner, on a thread of its own, one after another. */
export async function measurePlans(
  extent: PlanExtent,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<PlanFigure[]> {
  const figures: PlanFigure[] = [];
  for (const subject of await buildPlanSubjects())
    for (const planner of plannerNames) {
      signal.throwIfAborted();
      say(`${subject.name}, ${planner}`);
      figures.push(await measurePlan(subject, planner, extent));
    }
  return figures;
}

async function measurePlan(
  { name, supergraph, query }: PlanSubject,
  planner: PlannerName,
  { repetitions, budgetMs, limitMs }: PlanExtent,
): Promise<PlanFigure> {
  const workerData: PlanOrder = { planner, supergraph, query, repetitions, budgetMs };
  const worker = new Worker(new URL('./plan-worker.js', import.meta.url), { workerData });
  const over = new AbortController();
  try {
    const [times]: (PlanTimes | undefined)[] = await Promise.race([
      once(worker, 'message', { signal: over.signal }),
      sleep(limitMs + budgetMs, [undefined], { signal: over.signal }),
    ]);
    const failure = times === undefined ? `none within ${limitMs / 1000} s` : undefined;
    return { subject: name, planner, times: times && withQuantiles(times), failure };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { subject: name, planner, times: undefined, failure };
  } finally {
    over.abort();
    await worker.terminate();
  }
}

function withQuantiles({ warmMs, ...times }: PlanTimes): PlanFigureTimes {
  const at = (share: number): number => quantile(warmMs, share);
  return { ...times, warm: { p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) } };
}
