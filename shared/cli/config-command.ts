import { Command } from 'commander';
import { checkStart, loadSettings, StartError, settingsFileJsonSchema } from '../index.ts';

/** `frontage config`: checks settings and describes them. */
export function configCommand(): Command {
  const command = new Command('config').description('Check settings files and describe what they may say.');
  command
    .command('validate')
    .description('Check settings files; prints each problem with its file, line and key.')
    .argument('<settings...>', 'settings files, e.g. bffs/*/bff.yaml')
    .action((files: readonly string[]) => {
      for (const file of files) {
        checkFile(file);
        process.stdout.write(`${file}: valid\n`);
      }
    });
  command
    .command('schema')
    .description('Print the JSON Schema of settings files, for editors.')
    .action(() => {
      process.stdout.write(`${JSON.stringify(settingsFileJsonSchema(), null, 2)}\n`);
    });
  return command;
}

/** As a start would: a tag or a subgraph that the graph does not have is as wrong as a key that nobody knows. */
function checkFile(file: string): void {
  try {
    checkStart(loadSettings(file));
  } catch (error) {
    throw error instanceof StartError ? error.withFile(file) : error;
  }
}
