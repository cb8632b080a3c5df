import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { parse } from 'graphql';
import { difference } from './differential/compare.ts';
import { buildAllGraphs } from './differential/graphs/all-graphs.ts';
import { queryOracle } from './differential/oracle.ts';
import { hashOf } from './differential/random.ts';
import { World } from './differential/world.ts';
import { querySubgraph } from './differential/world-subgraph.ts';
import { composeSubgraphs } from './harness/compose.ts';
import { enginesUnderTest } from './harness/engines-under-test.ts';
import { createGraphqlClient, type GraphqlClient } from './harness/graphql-client.ts';
import { buildInProcessSubgraph } from './harness/in-process-subgraph.ts';
import { validAtOnePathScenarios } from './scenarios/valid-at-one-path.ts';

const graph = buildAllGraphs().find(({ name }) => name === 'chains');
const native = enginesUnderTest.find(({ name }) => name === 'native');
assert.ok(graph && native);

/** Entities with several paths to them, which share lists that one call fetched for all. */
const queries = [
  '{ jobs { half { b: same { near { plain label } } } list(first: 3) { near { d } } } }',
  '{ jobs { near { b near { plain } } list(first: 2) { near { near { c } } } half { same { near { label } } } } }',
  '{ jobs { near { near { near { d } } } half { same { near { near { e } } } } next { near { whole } } } }',
];

const strictly = { codes: new Set<string>(), fieldOrder: true };

describe('upstream responses in any order', () => {
  let world: World;
  let client: GraphqlClient;
  let order = 0;
  before(async () => {
    client = await createGraphqlClient(native, graph.supergraphSdl, async (name, request) => {
      const subgraph = graph.subgraphs.get(name);
      assert.ok(subgraph);
      const turns = hashOf(order, name, request.query) % 9;
      for (let count = 0; count < turns; count += 1) await turn();
      return querySubgraph(world, subgraph, request);
    });
  });
  after(() => client.close());

  for (const query of queries) {
    it(query, async () => {
      // In the order of 29, entities arrive that share lists with few others.
      for (const seed of [29, 1, 2, 3, 4, 5]) {
        world = new World(graph, { seed, nulls: 0, errors: 0 });
        const expected = await queryOracle(world, parse(query), {});
        for (order = 0; order < 20; order += 1) {
          const problem = difference(await client.execute(query), expected, strictly);
          assert.equal(problem, undefined, `seed ${seed}, order ${order}: ${problem}`);
        }
      }
    });
  }
});

for (const { name, subgraphs, operations } of validAtOnePathScenarios) {
  describe(`${name}: the result does not depend on the order of upstream responses`, () => {
    const running = new Map(
      Object.entries(subgraphs).map(([one, subgraph]) => [one, buildInProcessSubgraph(subgraph)]),
    );
    let client: GraphqlClient;
    let order = 0;
    before(async () => {
      client = await createGraphqlClient(native, composeSubgraphs(subgraphs), async (one, request) => {
        const subgraph = running.get(one);
        assert.ok(subgraph);
        const turns = hashOf(order, one, request.query) % 9;
        for (let count = 0; count < turns; count += 1) await turn();
        return subgraph(request);
      });
    });
    after(() => client.close());

    for (const { query, data, errors = [] } of operations) {
      it(query, async () => {
        for (order = 0; order < 30; order += 1) {
          const result = await client.execute(query);
          assert.deepEqual(result.data, data, `order ${order}`);
          assert.equal(result.errors?.length ?? 0, errors.length, `order ${order}`);
        }
      });
    }
  });
}
