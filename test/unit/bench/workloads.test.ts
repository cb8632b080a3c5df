import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse, visit } from 'graphql';
import { composeWorkload, executeWhole } from '../../../bench/measure/compose-workload.ts';
import { withUniqueField } from '../../../bench/measure/measure-misses.ts';
import { buildSubgraphExecutor } from '../../../bench/upstream/execute-subgraph.ts';
import { buildBenchmarkWorkload } from '../../../bench/workloads/benchmark.ts';
import { buildSmallWorkload } from '../../../bench/workloads/small.ts';
import { buildWideWorkload } from '../../../bench/workloads/wide.ts';
import type { GraphWorkload } from '../../../bench/workloads/workload.ts';

async function responseBytes(workload: GraphWorkload): Promise<number> {
  const data = await executeWhole(workload, compose(workload));
  return Buffer.byteLength(JSON.stringify({ data }));
}

function compose(workload: GraphWorkload): string {
  const urls = workload.subgraphs.map(({ name }) => [name, `http://${name}.invalid/graphql`]);
  return composeWorkload(workload, Object.fromEntries(urls));
}

for (const build of [buildBenchmarkWorkload, buildSmallWorkload, buildWideWorkload]) {
  describe(`the workload ${build().name}`, () => {
    it('has the same data whenever it is built', async () => {
      const [one, other] = [build(), build()];
      assert.deepEqual(await executeWhole(one, compose(one)), await executeWhole(other, compose(other)));
    });

    it('has a floor whose calls return no errors and no nulls', async () => {
      const workload = build();
      for (const { subgraph: name, query, variables } of workload.floorWaves.flat()) {
        const subgraph = workload.subgraphs.find((candidate) => candidate.name === name);
        assert.ok(subgraph);
        const body = JSON.stringify({ query, variables });
        const response = await buildSubgraphExecutor(subgraph)({ method: 'POST', path: '/graphql', body });
        assert.doesNotMatch(response.body, /"errors"|\bnull\b/, name);
      }
    });
  });
}

describe('the benchmark', () => {
  it('needs seven upstream calls in four waves for a response of about 87 KB', async () => {
    const workload = buildBenchmarkWorkload();
    assert.equal(workload.floorWaves.flat().length, 7);
    assert.equal(workload.floorWaves.length, 4);
    const bytes = await responseBytes(workload);
    assert.ok(bytes > 85_000 && bytes < 89_000, `${bytes} bytes`);
  });
});

describe('the small workload', () => {
  it('has a response below 1 KB', async () => {
    assert.ok((await responseBytes(buildSmallWorkload())) < 1000);
  });
});

describe('an operation that no peer has seen', () => {
  it('differs from the known one by a root field that needs no upstream', () => {
    const { query } = buildBenchmarkWorkload().operation;
    const aliases: string[] = [];
    visit(parse(withUniqueField(query, 5)), {
      Field: ({ alias, name }) => {
        if (alias !== undefined) aliases.push(`${alias.value}: ${name.value}`);
      },
    });
    assert.deepEqual(aliases, ['unique5: __typename']);
  });
});
