import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'node:test';
import { pathToFileURL } from 'node:url';

/**
 * Registers the tests of a folder of test/ in this process, which runs one file after the other. Each file becomes a suite,
 * so that its hooks, and an error while it is loaded, concern its own tests only.
 */
export function runTogether(folder: string): void {
  const tests = join(import.meta.dirname, '..');
  const files = readdirSync(join(tests, folder), { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.test.js')).sort()) {
    const path = join(folder, file);
    describe(path, async () => {
      await import(pathToFileURL(join(tests, path)).href);
    });
  }
}
