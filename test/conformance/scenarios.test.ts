import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { enginesUnderTest } from './harness/engines-under-test.ts';
import { createScenarioRun, type ScenarioRun } from './harness/scenario-run.ts';
import { allScenarios } from './scenarios/all-scenarios.ts';
import { keyScenarios } from './scenarios/keys.ts';

/** The reference engine changes only with its library: it runs all scenarios nightly. */
const isFull = process.env['FULL'] === '1';

for (const engine of enginesUnderTest) {
  describe(`${engine.name}: conformance`, () => {
    for (const scenario of isFull || engine.name === 'native' ? allScenarios : keyScenarios) {
      const refusal = scenario.refusedBy?.[engine.name];
      if (refusal !== undefined) {
        it(`${scenario.name} (known to be refused: ${refusal})`, async () => {
          await assert.rejects(
            createScenarioRun(engine, scenario),
            'it is accepted now: remove the entry from refusedBy',
          );
        });
        continue;
      }
      describe(scenario.name, () => {
        let run: ScenarioRun;
        before(async () => {
          run = await createScenarioRun(engine, scenario);
        });
        after(() => run.close());

        for (const operation of scenario.operations) {
          const fault = operation.knownFaults?.[engine.name];
          const name = `${scenario.name}: ${operation.name}`;
          it(fault === undefined ? name : `${name} (known fault: ${fault})`, async () => {
            if (fault === undefined) return run.judge(operation);
            const judged = run.judge(operation);
            await assert.rejects(
              judged,
              assert.AssertionError,
              'it works now: remove the entry from knownFaults',
            );
          });
        }
      });
    }
  });
}
