import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createGraphRun, type GraphRun } from './differential/graph-run.ts';
import { buildAllGraphs } from './differential/graphs/all-graphs.ts';
import { enginesUnderTest } from './harness/engines-under-test.ts';

// SEED=<number> CASES=1 repeats one case. New seeds are for the nightly run: npm run test:nightly.
const cases = Number(process.env['CASES'] ?? 200);
const firstSeed = Number(process.env['SEED'] ?? 1);
const maxFailures = 10;
/** The reference engine changes only with its library: it runs nightly. */
const engines = enginesUnderTest.filter(({ name }) => name === 'native' || process.env['FULL'] === '1');

describe('random operations on random data', () => {
  let runs: readonly GraphRun[];
  before(async () => {
    runs = await Promise.all(buildAllGraphs().map((graph) => createGraphRun(graph, engines)));
  });
  after(() => Promise.all(runs.map((run) => run.close())));

  it('the result of the full introspection query equals that of graphql-js', async () => {
    for (const run of runs) await run.judgeIntrospection();
  });

  it(`the results of ${cases} cases from SEED=${firstSeed} equal those of one server with all the data`, async (test) => {
    const failures: string[] = [];
    const skipped = new Map<string, number>();
    for (let seed = firstSeed; seed < firstSeed + cases && failures.length < maxFailures; seed += 1) {
      const run = runs[seed % runs.length];
      assert.ok(run);
      try {
        for (const reason of await run.judge(seed)) skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
      } catch (error) {
        failures.push(String(error));
      }
    }
    for (const [reason, count] of skipped) test.diagnostic(`${count} cases not judged: ${reason}`);
    assert.equal(failures.length, 0, failures.join('\n\n'));
  });
});
