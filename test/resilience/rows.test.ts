import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../architecture/project-root.ts';

const readme = readFileSync(join(projectRoot, 'test/resilience/README.md'), 'utf8');
const faults = Array.from({ length: 31 }, (_, index) => `F${index + 1}`);

/** Files of this folder that a row of the README names. */
function filesOf(fault: string): string[] {
  const row = new RegExp(`^\\| ${fault} \\|.*$`, 'm').exec(readme)?.[0] ?? '';
  return Array.from(row.matchAll(/`([\w-]+\.test\.ts)`/g), ([, file = '']) => file);
}

describe('the table of faults', () => {
  for (const fault of faults) {
    it(`the table has a row for ${fault}, and each file that it names has a test of that name`, () => {
      assert.match(readme, new RegExp(`^\\| ${fault} \\|`, 'm'));
      for (const file of filesOf(fault)) {
        const path = join(projectRoot, 'test/resilience', file);
        assert.ok(existsSync(path), `${file} does not exist`);
        assert.match(readFileSync(path, 'utf8'), new RegExp(`\\b${fault}\\b`), file);
      }
    });
  }
});
