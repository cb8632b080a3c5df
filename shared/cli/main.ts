import { packageVersion, StartError } from '../index.ts';
import { buildProgram } from './build-program.ts';

try {
  await buildProgram(packageVersion()).parseAsync();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
