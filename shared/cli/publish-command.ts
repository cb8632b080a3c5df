import { join } from 'node:path';
import { Command } from 'commander';
import { loadSettings, publishClient } from '../index.ts';
import { schemaChanges } from './schema-changes.ts';
import { writeOutput } from './write-output.ts';

/** `frontage publish`: writes the schema that each client sees. */
export function publishCommand(): Command {
  return new Command('publish')
    .description('Write the schema that each client sees, after its contract, its nullability and its views.')
    .argument('<settings...>', 'settings files, e.g. bffs/*/bff.yaml')
    .option(
      '--output <directory>',
      'where to write <client>.graphql, or <client>.<version>.graphql',
      'schemas/clients',
    )
    .action(async (files: readonly string[], { output }: { readonly output: string }) => {
      for (const file of files)
        for (const { name, sdl } of await publishClient(loadSettings(file))) {
          const path = join(output, `${name}.graphql`);
          for (const change of schemaChanges(path, sdl)) process.stderr.write(`${change}\n`);
          writeOutput(path, sdl);
        }
    });
}
