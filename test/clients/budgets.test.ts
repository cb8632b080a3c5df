import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { measureScreens, type ShownScreen } from '../../demo/screens/measure-screens.ts';
import { CLIENTS } from '../../demo/screens/screens.ts';
import { screensTable, withTable } from '../../demo/screens/screens-table.ts';
import { projectRoot } from '../architecture/project-root.ts';

/** Compressors of other versions and processors find other bytes, a little. */
const compressedTolerance = 0.03;
const compressedColumns = new Set([4, 5]);

/** The table without what other compressors make of it. */
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

describe('what clients are sent for their screens', () => {
  let shown: readonly ShownScreen[];

  before(async () => {
    shown = await measureScreens(pathToFileURL(join(projectRoot, 'bffs/')));
  });

  for (const client of CLIENTS)
    it(`is within the budgets of ${client}`, () => {
      const own = shown.filter((one) => one.client === client);
      assert.ok(own.length > 0);
      for (const { screen, budget } of own) {
        assert.ok(budget.measured, `${screen} was not asked for`);
        assert.deepEqual(budget.exceeded, [], `${screen}: ${budget.operation}`);
        // What is reckoned holds for what is sent.
        assert.ok(
          budget.measured.rawBytes <= budget.worst.bytes,
          `${screen}: ${budget.measured.rawBytes} bytes`,
        );
      }
    });

  it('is what README.md says', () => {
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
