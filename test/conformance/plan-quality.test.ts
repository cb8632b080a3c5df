import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { parse } from 'graphql';
import { composeWorkload } from '../../bench/measure/compose-workload.ts';
import { buildBenchmarkWorkload } from '../../bench/workloads/benchmark.ts';
import { buildSmallWorkload } from '../../bench/workloads/small.ts';
import { buildWideWorkload } from '../../bench/workloads/wide.ts';
import { readHarbourOperations } from '../support/harbour-operations.ts';
import { buildGraph } from './differential/graph.ts';
import { buildAllGraphs } from './differential/graphs/all-graphs.ts';
import { hashOf, Random } from './differential/random.ts';
import { enginesUnderTest } from './harness/engines-under-test.ts';
import { createPlanComparer } from './plan-quality/compare-plans.ts';
import { compareRandomOperations } from './plan-quality/compare-random-operations.ts';
import { compareScenario } from './plan-quality/compare-scenario.ts';
import { seedExceptions } from './plan-quality/exceptions.ts';
import { createTally, describeLarger, isLarger, outcomeOf, type Tally } from './plan-quality/tally.ts';
import { allScenarios } from './scenarios/all-scenarios.ts';
import { allShapes } from './shapes/all-shapes.ts';
import { composeUsed } from './shapes/compose-used.ts';

// SEED=<number> CASES=1 GRAPHS=<part of a name> repeats one case; SHAPE_GRAPHS=<number> composes more graphs of each shape.
// FULL=1 compares scenarios and shapes, too, which takes minutes.
const isFull = process.env['FULL'] === '1';
const cases = Number(process.env['CASES'] ?? (isFull ? 30 : 3));
const firstSeed = Number(process.env['SEED'] ?? 1);
const chosen = process.env['GRAPHS'] ?? '';
const graphsOfShape = Number(process.env['SHAPE_GRAPHS'] ?? 1);
const seeds = Array.from({ length: cases }, (_, index) => firstSeed + index);

const reference = enginesUnderTest.find(({ name }) => name === 'reference');
assert.ok(reference);

describe('no plan has more steps or calls than that of Apollo’s planner', () => {
  if (isFull)
    it('for the operations of the scenarios', async (test) => {
      const tally = createTally();
      for (const scenario of allScenarios) await compareScenario(scenario, reference, tally);
      judge(tally, test);
    });

  for (const graph of buildAllGraphs().filter(({ name }) => name.includes(chosen)))
    it(`for ${cases} random operations on the graph ${graph.name}`, async (test) => {
      const tally = createTally();
      const exceptions = exceptionsOf(graph.name);
      await compareRandomOperations({ name: graph.name, graph, seeds, reference, exceptions }, tally);
      judge(tally, test);
    });

  for (const { name: shapeName, build, style } of isFull ? allShapes : [])
    for (let index = 0; index < graphsOfShape; index += 1) {
      const name = `${shapeName}, ${index}`;
      if (!name.includes(chosen)) continue;
      it(`for ${cases} random operations on a graph of the shape ${name}`, async (test) => {
        const tally = createTally();
        const { supergraphSdl } = composeUsed(build(new Random(hashOf(index, shapeName))));
        const graph = buildGraph(name, supergraphSdl);
        const exceptions = exceptionsOf(name);
        await compareRandomOperations({ name, graph, seeds, style, reference, exceptions }, tally);
        judge(tally, test);
      });
    }

  it('for the operations of the benchmark', async (test) => {
    const tally = createTally();
    for (const build of [buildBenchmarkWorkload, buildSmallWorkload, buildWideWorkload]) {
      const workload = build();
      const { compare } = await createPlanComparer(composeWorkload(workload, {}));
      const comparison = await compare(parse(workload.operation.query));
      if (isLarger(comparison)) tally.fail(describeLarger(workload.name, comparison));
      else tally.count(outcomeOf(comparison));
    }
    judge(tally, test);
  });

  it('for the documents of Harbour’s clients', async (test) => {
    const tally = createTally();
    for (const { client, supergraph, operations } of await readHarbourOperations()) {
      const { compare } = await createPlanComparer(supergraph);
      for (const { name, document } of operations) {
        const comparison = await compare(document);
        if (isLarger(comparison)) tally.fail(describeLarger(`${client}, ${name}`, comparison));
        else tally.count(outcomeOf(comparison));
      }
    }
    judge(tally, test);
  });
});

function exceptionsOf(name: string): ReadonlySet<number> {
  return new Set(Object.keys(seedExceptions[name] ?? {}).map(Number));
}

function judge({ failures, report }: Tally, test: TestContext): void {
  test.diagnostic(report());
  assert.equal(failures.length, 0, `${failures.length} plans are larger\n${failures.join('\n\n')}`);
}
