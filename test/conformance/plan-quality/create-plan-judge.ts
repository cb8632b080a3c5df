import { parse } from 'graphql';
import { StartError } from '../../../shared/core/start-error.ts';
import { requestContext } from '../../support/request-context.ts';
import { difference } from '../differential/compare.ts';
import type { Graph } from '../differential/graph.ts';
import { queryOracle } from '../differential/oracle.ts';
import { isInShare } from '../differential/random.ts';
import type { OperationText } from '../differential/random-operation.ts';
import { World } from '../differential/world.ts';
import { querySubgraph, selectsMirrored } from '../differential/world-subgraph.ts';
import type { EngineUnderTest } from '../harness/engines-under-test.ts';
import { createGraphqlClient } from '../harness/graphql-client.ts';
import type { JsonObject } from '../harness/scenario.ts';
import { foreignFields } from '../shapes/foreign-fields.ts';

/** Executes the plans of Apollo's planner with Apollo's gateway. */
export interface PlanJudge {
  /** Whether a plan of the operation returns a wrong result for some data and variables. */
  isWrong(operation: OperationText): Promise<boolean>;
  close(): Promise<void>;
}

/** The share of nulls in the data, for each try. */
const tries = [0, 0, 0, 0, 0, 0, 0.12, 0.12, 0.12, 0.12, 0.3, 0.3];
const deadlineMs = 120_000;

/** Resolves to undefined if the gateway refuses the supergraph: it does not implement the context specification. */
export async function createPlanJudge(
  graph: Graph,
  reference: EngineUnderTest,
): Promise<PlanJudge | undefined> {
  let world = new World(graph, { seed: 0, nulls: 0, errors: 0 });
  let isMisled = false;
  const created = createGraphqlClient(reference, graph.supergraphSdl, async (name, request) => {
    const subgraph = graph.subgraphs.get(name);
    if (subgraph === undefined) throw new TypeError(`unknown subgraph ${name}`);
    isMisled ||= foreignFields(subgraph, request.query).length > 0 || selectsMirrored(subgraph, request);
    return querySubgraph(world, subgraph, request);
  });
  const client = await created.catch((error: unknown): undefined => {
    if (!(error instanceof StartError)) throw error;
    return undefined;
  });
  if (client === undefined) return undefined;
  return {
    async isWrong({ query, variables }) {
      const document = parse(query);
      for (const [seed, nulls] of tries.entries()) {
        isMisled = false;
        world = new World(graph, { seed, nulls, errors: 0 });
        const values = seed === 0 ? variables : withOtherConditions(variables, seed);
        const expected = await queryOracle(world, document, values);
        const result = await client.execute(query, values, patient());
        if (isMisled || difference(result, expected, { codes: new Set(), fieldOrder: false }) !== undefined)
          return true;
      }
      return false;
    },
    close: () => client.close(),
  };
}

function withOtherConditions(variables: JsonObject, seed: number): JsonObject {
  const varied = Object.entries(variables).map(([name, value]) => [
    name,
    typeof value === 'boolean' ? isInShare(0.5, seed, name) : value,
  ]);
  return Object.fromEntries(varied);
}

/** On a busy machine a plan waits long for a processor. */
function patient(): ReturnType<typeof requestContext> {
  return requestContext({ deadlineMs: performance.now() + deadlineMs });
}
