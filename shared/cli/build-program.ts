import { Command } from 'commander';
import { budgetCommand } from './budget-command.ts';
import { composeCommand } from './compose-command.ts';
import { configCommand } from './config-command.ts';
import { documentsCommand } from './documents-command.ts';
import { publishCommand } from './publish-command.ts';
import { serveCommand } from './serve-command.ts';

/** Builds the command line `frontage`. It does nothing before its arguments are parsed. */
export function buildProgram(version: string): Command {
  return new Command('frontage')
    .description('A Backend-for-Frontend server over a federated graph.')
    .version(version)
    .showHelpAfterError('(run with --help for usage)')
    .addCommand(serveCommand())
    .addCommand(composeCommand())
    .addCommand(publishCommand())
    .addCommand(documentsCommand())
    .addCommand(budgetCommand())
    .addCommand(configCommand());
}
