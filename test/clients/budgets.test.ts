import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { measureScreens, type ShownScreen } from '../../demo/screens/measure-screens.ts';
import { CLIENTS } from '../../demo/screens/screens.ts';
import { screensTable, withTable } from '../../demo/screens/screens-table.ts';
import { projectRoot } from '../architecture/project-root.ts';

/** The tolerance: compressors of other versions and processors produce slightly different sizes. */
const compressedTolerance = 0.03;
const compressedColumns = new Set([4, 5]);

/** The table without the sizes that depend on the compressor. */
function exactCells(table: string): string[][] {
  return table.split('\n').map((row) => row.split('|').filter((_, column) => !compressedColumns.has(column)));
}

function compressedCells(table: string): number[] {
  return table
    .split('\n')
    .slice(2)
    .flatMap((row) => row.split('|').filter((_, column) => compressedColumns.has(column)))
    .map((cell) => Number(cell.replaceAll(',', '')));
}

describe('the payload of each screen', () => {
  let shown: readonly ShownScreen[];

  before(async () => {
    shown = await measureScreens(pathToFileURL(join(projectRoot, 'bffs/')));
  });

  for (const client of CLIENTS)
    it(`screens are within the budgets of ${client}`, () => {
      const own = shown.filter((one) => one.client === client);
      assert.ok(own.length > 0);
      for (const { screen, budget } of own) {
        assert.ok(budget.measured, `${screen} was not requested`);
        assert.deepEqual(budget.exceeded, [], `${screen}: ${budget.operation}`);
        // The computed size equals the sent one.
        assert.ok(
          budget.measured.rawBytes <= budget.worst.bytes,
          `${screen}: ${budget.measured.rawBytes} bytes`,
        );
      }
    });

  it('README.md has the current table of screens', () => {
    const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
    const table = screensTable(shown);
    const [, said = ''] = /<!-- screens: [^>]*-->\n([\s\S]*?)\n<!-- \/screens -->/.exec(readme) ?? [];
    assert.deepEqual(exactCells(said), exactCells(table), 'npm run screens writes the table');
    const [found, expected] = [compressedCells(said), compressedCells(table)];
    assert.equal(found.length, expected.length);
    for (const [index, bytes] of expected.entries())
      assert.ok(
        Math.abs((found[index] ?? 0) - bytes) <= bytes * compressedTolerance,
        `${found[index]} and ${bytes}`,
      );
    assert.equal(withTable(readme, said), readme);
  });
});
