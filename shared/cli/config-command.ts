import { Command } from 'commander';
import {
  checkStart,
  loadSettings,
  locateProblems,
  type Problem,
  StartError,
  settingsFileJsonSchema,
  withFurtherProblems,
} from '../index.ts';

/** `frontage config`: validates settings files and prints their schema. */
export function configCommand(): Command {
  const command = new Command('config').description('Validate settings files and print their schema.');
  command
    .command('validate')
    .description('Validate settings files; prints each problem with its file, line and key.')
    .argument('<settings...>', 'settings files, e.g. bffs/*/bff.yaml')
    .action(async (files: readonly string[]) => {
      const problems: Problem[] = [];
      for (const file of files) {
        const { found, warnings } = await check(file);
        for (const { message, fields, more } of warnings)
          process.stderr.write(
            `${file}: warning: ${message}: ${fields.join(', ')}${more > 0 ? ` and ${more} more` : ''}\n`,
          );
        if (found.length === 0) process.stdout.write(`${file}: valid\n`);
        problems.push(...found);
      }
      if (problems.length > 0) throw new StartError(problems);
    });
  command
    .command('schema')
    .description('Print the JSON Schema of settings files, for editors.')
    .action(() => {
      process.stdout.write(`${JSON.stringify(settingsFileJsonSchema(), null, 2)}\n`);
    });
  return command;
}

interface Checked {
  readonly found: readonly Problem[];
  /** The warnings of valid settings. */
  readonly warnings: Awaited<ReturnType<typeof checkStart>>;
}

/** Checks as much as a start: unknown tags and subgraphs are problems, like unknown keys. */
async function check(file: string): Promise<Checked> {
  try {
    return { found: [], warnings: await checkStart(loadSettings(file)) };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { found: locateProblems(await withFurtherProblems(error), file).problems, warnings: [] };
  }
}
