import { Command } from 'commander';
import { loadSettings, settingsFileJsonSchema } from '../index.ts';

/** `frontage config`: checks settings and describes them. */
export function configCommand(): Command {
  const command = new Command('config').description('Check settings files and describe what they may say.');
  command
    .command('validate')
    .description('Check settings files; prints each problem with its file, line and key.')
    .argument('<settings...>', 'settings files, e.g. bffs/*/bff.yaml')
    .action((files: readonly string[]) => {
      for (const file of files) {
        loadSettings(file);
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
