import { join } from 'node:path';
import { Command } from 'commander';
import { loadSettings, publishSchema } from '../index.ts';
import { writeOutput } from './write-output.ts';

/** `frontage publish`: writes the schema that each client sees. */
export function publishCommand(): Command {
  return new Command('publish')
    .description('Write the schema that each client sees, as its contract and its nullability make it.')
    .argument('<settings...>', 'settings files, e.g. bffs/*/bff.yaml')
    .option('--output <directory>', 'where to write <client>.graphql', 'schemas/clients')
    .action((files: readonly string[], { output }: { readonly output: string }) => {
      for (const file of files) {
        const { client, supergraph, contract, degradation } = loadSettings(file);
        const { nullability } = degradation;
        writeOutput(join(output, `${client}.graphql`), publishSchema({ supergraph, contract, nullability }));
      }
    });
}
