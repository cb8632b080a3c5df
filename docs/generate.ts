/** Writes the reference: `npm run generate`, from the project's root. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { referenceFiles } from './generate/reference-files.ts';

for (const [path, text] of referenceFiles('.')) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
