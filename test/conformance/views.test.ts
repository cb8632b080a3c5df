import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildGraph } from './differential/graph.ts';
import { chains } from './differential/graphs/chains.ts';
import { media } from './differential/graphs/media.ts';
import { shop } from './differential/graphs/shop.ts';
import { composeSubgraphs } from './harness/compose.ts';
import { screens } from './views/screen-graph.ts';
import { createViewRun, type ViewRun } from './views/view-run.ts';

// SEED=<number> CASES=1 repeats one case. New seeds are for the nightly run: npm run test:nightly.
const cases = Number(process.env['CASES'] ?? 100);
const firstSeed = Number(process.env['SEED'] ?? 1);
const maxFailures = 10;

describe('random operations on random views', () => {
  let runs: readonly ViewRun[];
  before(async () => {
    const graphs = { screens, media, screensAgain: screens, shop, chains };
    runs = await Promise.all(
      Object.entries(graphs).map(([name, subgraphs]) =>
        createViewRun(buildGraph(name, composeSubgraphs(subgraphs))),
      ),
    );
  });
  after(() => Promise.all(runs.map((run) => run.close())));

  it(`the results of ${cases} cases from SEED=${firstSeed} equal those of the published schema over all the data`, async (test) => {
    const failures: string[] = [];
    let refused = 0;
    for (let seed = firstSeed; seed < firstSeed + cases && failures.length < maxFailures; seed += 1) {
      const run = runs[seed % runs.length];
      assert.ok(run);
      try {
        if ((await run.judge(seed)) === 'refused') refused += 1;
      } catch (error) {
        failures.push(
          error instanceof Error
            ? String(error.message.startsWith('SEED') ? error.message : `SEED=${seed} ${error.stack}`)
            : String(error),
        );
      }
    }
    test.diagnostic(`${refused} views refused`);
    const met = new Map<string, number>();
    for (const run of runs) for (const [kind, count] of run.met) met.set(kind, (met.get(kind) ?? 0) + count);
    test.diagnostic(
      `met: ${[...met]
        .map(([kind, count]) => `${kind} ${count}`)
        .sort()
        .join(', ')}`,
    );
    assert.equal(failures.length, 0, failures.join('\n\n'));
  });
});
