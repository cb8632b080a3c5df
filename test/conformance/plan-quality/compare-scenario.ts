import assert from 'node:assert/strict';
import { parse } from 'graphql';
import { StartError } from '../../../shared/core/start-error.ts';
import { composeSubgraphs } from '../harness/compose.ts';
import type { EngineUnderTest } from '../harness/engines-under-test.ts';
import type { Scenario, ScenarioOperation } from '../harness/scenario.ts';
import { createScenarioRun } from '../harness/scenario-run.ts';
import { ApolloRefusal, createPlanComparer } from './compare-plans.ts';
import { scenarioExceptions } from './exceptions.ts';
import { describeLarger, isLarger, outcomeOf, type Tally } from './tally.ts';

/** Compares the plans of a scenario's operations. `reference` executes Apollo's plans. */
export async function compareScenario(
  scenario: Scenario,
  reference: EngineUnderTest,
  tally: Tally,
): Promise<void> {
  const comparer = await refusable(
    createPlanComparer(scenario.supergraph ?? composeSubgraphs(scenario.subgraphs)),
  );
  for (const operation of scenario.operations) await compareOperation(operation);

  async function compareOperation(operation: ScenarioOperation): Promise<void> {
    const name = `${scenario.name}: ${operation.name}`;
    const comparison = comparer && (await refusable(comparer.compare(parse(operation.query))));
    const isException = scenarioExceptions[name] !== undefined;
    const isTooLarge = comparison !== undefined && isLarger(comparison) && !(await isWrong(operation));
    if (isException && !isTooLarge) tally.fail(`${name}: it is not larger now: remove the exception`);
    if (comparison === undefined) tally.count('no plan of Apollo’s planner');
    else if (!isLarger(comparison)) tally.count(outcomeOf(comparison));
    else if (!isTooLarge) tally.count('a wrong plan of Apollo’s planner');
    else if (isException) tally.count('a known exception');
    else tally.fail(describeLarger(name, comparison));
  }

  /** Whether Apollo's plan, executed by its gateway, returns another result than the scenario's. */
  async function isWrong(operation: ScenarioOperation): Promise<boolean> {
    const run = await createScenarioRun(reference, scenario).catch((error: unknown): undefined => {
      if (!(error instanceof StartError)) throw error;
      return undefined;
    });
    try {
      await run?.judge({ ...operation, maxCalls: {} });
      return false;
    } catch (error) {
      if (!(error instanceof assert.AssertionError)) throw error;
      return true;
    } finally {
      await run?.close();
    }
  }
}

/** Undefined if only Apollo's planner refuses. */
async function refusable<Result>(result: Promise<Result>): Promise<Result | undefined> {
  try {
    return await result;
  } catch (error) {
    if (!(error instanceof ApolloRefusal)) throw error;
    return undefined;
  }
}
