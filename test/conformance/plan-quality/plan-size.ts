import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import type { CompiledPlan } from '../../../shared/core/compiled-plan.ts';

/** What a plan costs, whatever the data. */
export interface PlanSize {
  /** The longest chain of fetches, each of which waits for the one before. */
  readonly steps: number;
  /** All fetches. */
  readonly calls: number;
}

/** Fetches that only objects without a usable key cause are not counted: Apollo's plans have none. */
export function sizeOfPlan({ fetches }: CompiledPlan): PlanSize {
  const steps: number[] = [];
  for (const { after } of fetches)
    steps.push(1 + Math.max(0, ...after.map((earlier) => steps[earlier] ?? 0)));
  return { steps: Math.max(0, ...steps), calls: fetches.length };
}

export function sizeOfApolloPlan({ node }: QueryPlan): PlanSize {
  if (node?.kind === 'Subscription') throw new TypeError('subscriptions are not compared');
  return sizeOfNode(node);
}

function sizeOfNode(node: PlanNode | undefined): PlanSize {
  switch (node?.kind) {
    case undefined:
      return { steps: 0, calls: 0 };
    case 'Fetch':
      return { steps: 1, calls: 1 };
    case 'Flatten':
      return sizeOfNode(node.node);
    case 'Sequence':
      return sum(node.nodes.map(sizeOfNode), (steps) => steps.reduce((total, one) => total + one, 0));
    case 'Parallel':
      return sum(node.nodes.map(sizeOfNode), (steps) => Math.max(0, ...steps));
    case 'Condition':
      return sum([sizeOfNode(node.ifClause), sizeOfNode(node.elseClause)], (steps) => Math.max(...steps));
    case 'Defer':
      throw new TypeError('no plan is deferred');
  }
}

function sum(sizes: readonly PlanSize[], stepsOf: (steps: readonly number[]) => number): PlanSize {
  return {
    steps: stepsOf(sizes.map(({ steps }) => steps)),
    calls: sizes.reduce((total, { calls }) => total + calls, 0),
  };
}
