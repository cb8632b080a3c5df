import assert from 'node:assert/strict';
import { composeSubgraphs } from './compose.ts';
import type { EngineUnderTest } from './engines-under-test.ts';
import { createGraphqlClient } from './graphql-client.ts';
import { buildInProcessSubgraph } from './in-process-subgraph.ts';
import { type ExpectedError, invalidValue, type Scenario, type ScenarioOperation } from './scenario.ts';

export interface ScenarioRun {
  /** Throws an `AssertionError` if the result or the upstream calls are not those of the operation. */
  judge(operation: ScenarioOperation): Promise<void>;
  close(): Promise<void>;
}

/** One engine over the subgraphs of one scenario. */
export async function createScenarioRun(engine: EngineUnderTest, scenario: Scenario): Promise<ScenarioRun> {
  const supergraphSdl = scenario.supergraph ?? composeSubgraphs(scenario.subgraphs);
  const subgraphs = new Map(
    Object.entries(scenario.subgraphs).map(([name, subgraph]) => [name, buildInProcessSubgraph(subgraph)]),
  );
  const calls: { readonly subgraph: string; readonly query: string; readonly variables: unknown }[] = [];
  const client = await createGraphqlClient(engine, supergraphSdl, async (name, request) => {
    calls.push({ subgraph: name, query: request.query, variables: request.variables });
    const subgraph = subgraphs.get(name);
    if (subgraph === undefined) throw new TypeError(`unknown subgraph ${name}`);
    return subgraph(request);
  });

  const callsOf = (subgraph: string): number => calls.filter((call) => call.subgraph === subgraph).length;

  const reported = (errors: readonly ExpectedError[]): readonly ExpectedError[] =>
    engine.reportsInvalidValues ? errors : errors.filter(({ code }) => code !== invalidValue);

  return {
    async judge({ query, variables, data, errors = [], maxCalls = {} }) {
      calls.length = 0;
      const result = await client.execute(query, variables);
      const report = (): string => JSON.stringify({ result, calls }, null, 1);
      assert.equal(JSON.stringify(result.data), JSON.stringify(data), `other data: ${report()}`);
      if (errors === 'some') assert.ok(result.errors?.length, `no errors: ${report()}`);
      else
        assert.deepEqual(
          inOrder(result.errors ?? []),
          inOrder(reported(errors)),
          `other errors: ${report()}`,
        );
      for (const [subgraph, most] of Object.entries(maxCalls)) {
        assert.ok(callsOf(subgraph) <= most, `more than ${most} calls of ${subgraph}: ${report()}`);
      }
    },
    close: () => client.close(),
  };
}

/** Path and code of each error, in an order that does not depend on which upstream was faster. */
function inOrder(errors: readonly ExpectedError[]): string[] {
  return errors.map(({ path, code }) => JSON.stringify({ path, code })).sort();
}
