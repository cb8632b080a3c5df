import type { PlanFigure } from '../plan/measure-plans.ts';
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

/** A row for each operation and planner. */
export function formatPlans(figures: readonly PlanFigure[]): string {
  const rows = figures.map(({ subject, planner, times, failure }) => [
    subject,
    planner,
    ...(times === undefined
      ? [failure ?? '']
      : [
          String(times.steps),
          String(times.calls),
          ...[times.createMs, times.coldMs, times.warm.p50Ms, times.warm.p95Ms, times.warm.maxMs].map(shown),
          shown(times.heldMs),
        ]),
  ]);
  // A reason is wider than the column of steps.
  const [complete, failed] = [
    rows.filter(({ length }) => length > 3),
    rows.filter(({ length }) => length === 3),
  ];
  const reasons = failed.map(([subject, planner, reason]) => `${subject}, ${planner}: ${reason}`);
  return [`plans`, formatTable([head, ...complete]), ...reasons].join('\n');
}

function shown(ms: number): string {
  return ms.toFixed(ms < 10 ? 2 : 0);
}
