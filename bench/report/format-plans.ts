import type { PlanFigure, PlanFigureTimes } from '../plan/measure-plans.ts';
import { formatTable } from './format-table.ts';

const head = [
  'plans of',
  'planner',
  'steps',
  'calls',
  'create ms',
  'cold ms',
  'p50 ms',
  'p95 ms',
  'max ms',
  'loop held ms',
];

/** A row for each operation and planner, and below the table the reasons why one has no plan. */
export function formatPlans(figures: readonly PlanFigure[]): string {
  const rows = figures.flatMap(({ subject, planner, times }) =>
    times === undefined ? [] : [[subject, planner, ...cells(times)]],
  );
  const failures = figures.flatMap(({ subject, planner, failure }) =>
    failure === undefined ? [] : [`${subject}, ${planner}: ${failure}`],
  );
  return ['plans', formatTable([head, ...rows]), ...failures].join('\n');
}

function cells({ steps, calls, createMs, coldMs, warm, heldMs }: PlanFigureTimes): string[] {
  const times = [createMs, coldMs, warm.p50Ms, warm.p95Ms, warm.maxMs, heldMs];
  return [String(steps), String(calls), ...times.map((ms) => ms.toFixed(ms < 10 ? 2 : 0))];
}
