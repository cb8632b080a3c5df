import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { StartError } from '../index.ts';
import { composeCommand } from './compose-command.ts';
import { configCommand } from './config-command.ts';
import { publishCommand } from './publish-command.ts';
import { serveCommand } from './serve-command.ts';

const { version }: { version: string } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
);

const program = new Command('frontage')
  .description('A Backend-for-Frontend server over a federated graph.')
  .version(version)
  .showHelpAfterError('(run with --help for what is allowed)')
  .addCommand(serveCommand())
  .addCommand(composeCommand())
  .addCommand(publishCommand())
  .addCommand(configCommand());

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
