import { join } from 'node:path';
import { Command } from 'commander';
import { buildManifest, loadSettings, StartError } from '../index.ts';
import { writeOutput } from './write-output.ts';

interface ExtractOptions {
  readonly output: string;
  readonly appVersion?: string;
}

/** `frontage documents`: writes the manifests that app builds and the server share. */
export function documentsCommand(): Command {
  const command = new Command('documents').description('Work with the operations that a client ships.');
  command
    .command('extract')
    .description("Write the manifest of a client's operations, in Apollo's format.")
    .argument('<settings>', 'a settings file, e.g. bffs/web/bff.yaml')
    .requiredOption('--output <path>', 'the file; with --app-version, the folder; - for standard output')
    .option('--app-version <version>', 'write <client>@<version>.json into the folder')
    .action((file: string, { output, appVersion }: ExtractOptions) => {
      const { client, trustedDocuments } = loadSettings(file);
      const { directory } = trustedDocuments;
      if (directory === undefined)
        throw new StartError({
          file,
          key: 'trustedDocuments.directory',
          message: 'not set; set it to the folder of the operations to extract',
        });
      const text = `${JSON.stringify(buildManifest(directory), null, 2)}\n`;
      if (output === '-') process.stdout.write(text);
      else writeOutput(appVersion === undefined ? output : join(output, fileName(client, appVersion)), text);
    });
  return command;
}

function fileName(client: string, version: string): string {
  if (/^[\w.+-]{1,64}$/.test(version)) return `${client}@${version}.json`;
  const message = `found --app-version ${JSON.stringify(version)}; allowed are up to 64 letters, digits, ., _, + and -`;
  throw new StartError({ message });
}
