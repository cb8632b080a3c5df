import { Command } from 'commander';
import { composeSupergraph } from '../index.ts';
import { writeOutput } from './write-output.ts';

interface ComposeOptions {
  readonly config: string;
  readonly output: string;
  readonly hints: boolean;
}

/** `frontage compose`: composes subgraph SDL into a supergraph. */
export function composeCommand(): Command {
  return new Command('compose')
    .description('Compose the subgraphs of a supergraph.yaml into one supergraph.')
    .option('--config <file>', 'the supergraph.yaml to compose', 'schemas/supergraph.yaml')
    .option(
      '--output <file>',
      'where to write the supergraph; - for standard output',
      'schemas/supergraph.graphql',
    )
    .option('--hints', "also print the composer's hints", false)
    .action(({ config, output, hints }: ComposeOptions) => {
      const composition = composeSupergraph(config);
      if (hints) for (const hint of composition.hints) process.stderr.write(`hint: ${hint}\n`);
      for (const warning of composition.warnings) process.stderr.write(`warning: ${warning}\n`);
      if (output === '-') process.stdout.write(composition.supergraphSdl);
      else writeOutput(output, composition.supergraphSdl);
    });
}
