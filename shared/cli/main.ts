import { readFileSync } from 'node:fs';
import { StartError } from '../index.ts';
import { buildProgram } from './build-program.ts';

const { version }: { version: string } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
);

try {
  await buildProgram(version).parseAsync();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
