import type { Command } from 'commander';
import { buildProgram } from '../../shared/cli/build-program.ts';
import { fence, page } from './markdown.ts';

const columns = 100;

/** `version` is not shown: a page that changes with every release is never up to date. */
export function cliPage(): string {
  const program = buildProgram('');
  return page('Command line', 'shared/cli/', [
    '`npx frontage` in a clone, after `npm ci`. A mistake in what was given is one line a problem on standard error, and the exit code 1.',
    ...sections(program, program.name()),
  ]);
}

function sections(command: Command, name: string): string[] {
  return [
    `## ${name}`,
    fence('text', helpOf(command)),
    ...command.commands.flatMap((inner) => sections(inner, `${name} ${inner.name()}`)),
  ];
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => columns,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text;
}
