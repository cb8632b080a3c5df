import { parse } from 'graphql';
import type { Graph } from '../differential/graph.ts';
import { Random } from '../differential/random.ts';
import {
  type OperationStyle,
  type OperationText,
  randomOperation,
} from '../differential/random-operation.ts';
import { shrink } from '../differential/shrink.ts';
import type { EngineUnderTest } from '../harness/engines-under-test.ts';
import { ApolloRefusal, type Comparison, createPlanComparer } from './compare-plans.ts';
import { createPlanJudge, type PlanJudge } from './create-plan-judge.ts';
import { selectsDifferingMembers } from './differing-members.ts';
import { describeLarger, isLarger, type Outcome, outcomeOf, type Tally } from './tally.ts';

export interface RandomOperations {
  /** What a failure is reported as, without its seed. */
  readonly name: string;
  readonly graph: Graph;
  readonly seeds: readonly number[];
  readonly style?: OperationStyle;
  /** Executes Apollo's plans. */
  readonly reference: EngineUnderTest;
  /** Seeds with plans that are known to be larger. */
  readonly exceptions: ReadonlySet<number>;
}

/** Compares the plans of random operations on one graph. */
export async function compareRandomOperations(options: RandomOperations, tally: Tally): Promise<void> {
  const { name, graph, seeds, style, reference, exceptions } = options;
  const comparer = await createPlanComparer(graph.supergraphSdl);
  let judge: PlanJudge | undefined;

  async function judgeOperation(operation: OperationText): Promise<Outcome | Comparison> {
    const document = parse(operation.query);
    const comparison = await comparer.compare(document).catch(refusedByApollo);
    if (comparison === undefined) return 'no plan of Apollo’s planner';
    if (!isLarger(comparison)) return outcomeOf(comparison);
    judge ??= await createPlanJudge(graph, reference);
    if (await judge?.isWrong(operation)) return 'a wrong plan of Apollo’s planner';
    return selectsDifferingMembers(graph, document) ? 'members that not all subgraphs know' : comparison;
  }

  try {
    for (const seed of seeds) {
      const operation = randomOperation(graph.api, new Random(seed), style);
      const outcome = await judgeOperation(operation);
      const isException = exceptions.has(seed);
      if (typeof outcome === 'string') {
        tally.count(outcome);
        if (isException) tally.fail(`${name}, SEED=${seed}: it is not larger now: remove the exception`);
      } else if (isException) tally.count('a known exception');
      else {
        const fails = async (smaller: OperationText): Promise<boolean> =>
          typeof (await judgeOperation(smaller)) !== 'string';
        const small = await judgeOperation(await shrink(graph.api, operation, fails));
        tally.fail(describeLarger(`${name}, SEED=${seed}`, typeof small === 'string' ? outcome : small));
      }
    }
  } finally {
    await judge?.close();
  }
}

function refusedByApollo(error: unknown): undefined {
  if (error instanceof ApolloRefusal) return undefined;
  throw error;
}
