import type { Comparison } from './compare-plans.ts';

/** The result of one comparison, as the report counts it. */
export type Outcome =
  | 'better'
  | 'equal'
  | 'a known exception'
  | 'no plan of Apollo’s planner'
  | 'a wrong plan of Apollo’s planner'
  | 'members that not all subgraphs know';

/** Counts outcomes and collects plans that are too large. */
export interface Tally {
  count(outcome: Outcome): void;
  /** `describe`: what repeats the case, and both plans. */
  fail(description: string): void;
  readonly failures: readonly string[];
  report(): string;
}

export function createTally(): Tally {
  const counts = new Map<Outcome, number>();
  const failures: string[] = [];
  return {
    failures,
    count: (outcome) => void counts.set(outcome, (counts.get(outcome) ?? 0) + 1),
    fail: (description) => void failures.push(description),
    report: () => [...counts].map(([outcome, count]) => `${outcome}: ${count}`).join(', '),
  };
}

export function isLarger({ ours, apollo }: Comparison): boolean {
  return ours.steps > apollo.steps || ours.calls > apollo.calls;
}

export function outcomeOf({ ours, apollo }: Comparison): 'better' | 'equal' {
  return ours.steps === apollo.steps && ours.calls === apollo.calls ? 'equal' : 'better';
}

/** The sizes, the operation and both plans. */
export function describeLarger(name: string, comparison: Comparison): string {
  const { ours, apollo } = comparison;
  const sizes = `${ours.steps} steps and ${ours.calls} calls, Apollo ${apollo.steps} and ${apollo.calls}`;
  return `${name}: ${sizes}\n${comparison.describe()}`;
}
