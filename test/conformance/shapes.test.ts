import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hashOf } from './differential/random.ts';
import { enginesUnderTest } from './harness/engines-under-test.ts';
import { allShapes } from './shapes/all-shapes.ts';
import { createShapeRun, type ShapeRun } from './shapes/shape-run.ts';

// SEED=<number> CASES=1 SHAPES=<part of a name> repeats one case. New seeds are for the nightly run.
const casesOfShape = Number(process.env['CASES'] ?? 12);
const firstSeed = Number(process.env['SEED'] ?? 1);
const chosen = process.env['SHAPES'] ?? '';
const maxFailures = Number(process.env['FAILURES'] ?? 3);

/** Composing a graph and starting its planner takes as long as tens of cases. */
const casesOfGraph = 200;

/** Cases that failed once, with the fault that they revealed. */
const foundSeeds: Readonly<Record<string, readonly number[]>> = {
  // A context argument was taken from an object of another type at the same position.
  'context arguments from parts of one object': [7702669],
};

const native = enginesUnderTest.filter(({ name }) => name === 'native');

describe('random graphs of difficult shapes', () => {
  for (const shape of allShapes.filter(({ name }) => name.includes(chosen))) {
    it(`${shape.name}: the results of ${casesOfShape} cases from SEED=${firstSeed} are correct`, async (test) => {
      const failures: string[] = [];
      const counts = { compared: 0, unplanned: 0 };
      let run: ShapeRun | undefined;
      let graph = -1;
      const [engine] = native;
      assert.ok(engine);
      const seeds = Array.from({ length: casesOfShape }, (_, index) => firstSeed + index);
      if (process.env['SEED'] === undefined) seeds.push(...(foundSeeds[shape.name] ?? []));
      for (const seed of seeds) {
        if (failures.length >= maxFailures) break;
        if (graph !== Math.floor(seed / casesOfGraph)) {
          await run?.close();
          graph = Math.floor(seed / casesOfGraph);
          run = await createShapeRun(shape, hashOf(graph, shape.name), engine);
        }
        try {
          assert.ok(run);
          counts[await run.judge(seed)] += 1;
        } catch (error) {
          failures.push(`SEED=${seed} CASES=1 (${shape.name})\n${error}`);
        }
      }
      await run?.close();
      test.diagnostic(`${counts.compared} compared`);
      if (shape.limits) test.diagnostic(`${counts.unplanned} not planned: ${shape.limits.join('; ')}`);
      assert.equal(failures.length, 0, failures.join('\n\n'));
    });
  }
});
