import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsFileJsonSchema } from '../../shared/index.ts';
import { cliPage } from './cli-page.ts';
import { errorsPage } from './errors-page.ts';
import { settingsPage } from './settings-page.ts';

/** Every file of the reference, by its path from the project's root. The same input gives the same text. */
export function referenceFiles(root: string): ReadonlyMap<string, string> {
  const example = readFileSync(join(root, 'docs/generate/settings-example.yaml'), 'utf8');
  return new Map([
    ['docs/reference/settings.md', settingsPage(example)],
    ['docs/reference/errors.md', errorsPage()],
    ['docs/reference/cli.md', cliPage()],
    ['schemas/settings.schema.json', `${JSON.stringify(settingsFileJsonSchema(), null, 2)}\n`],
  ]);
}
