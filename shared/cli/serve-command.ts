import { Command, InvalidArgumentError } from 'commander';
import { runBff } from '../index.ts';

interface ServeOptions {
  readonly supergraph?: string;
  readonly port?: number;
  readonly host?: string;
  readonly config?: string;
  readonly introspection?: boolean;
}

/** `frontage serve`: runs a GraphQL server over a supergraph. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('Serve a supergraph, or a client described by a settings file, at /graphql.')
    .option('--supergraph <file>', 'the composed supergraph; overrides the settings file')
    .option('--port <n>', 'the port to listen on; 0 takes any free one', readPort)
    .option('--host <address>', 'the address to listen on')
    .option('--config <file>', 'a settings file, e.g. bffs/web/bff.yaml')
    .option('--introspection', 'allow introspection, which is the default without --config')
    .option('--no-introspection', 'forbid introspection; both override the settings file')
    .addHelpText('after', '\nExample:\n  frontage serve --supergraph schemas/supergraph.graphql --port 4000')
    .action(async ({ supergraph, port, host, config, introspection }: ServeOptions, command: Command) => {
      if (supergraph === undefined && config === undefined) {
        command.error('error: give --supergraph FILE, --config FILE or both');
      }
      await runBff({
        settingsFile: config,
        overrides: {
          ...(supergraph !== undefined && { supergraph }),
          ...(introspection !== undefined && { introspection }),
          ...((port !== undefined || host !== undefined) && {
            listen: { ...(port !== undefined && { port }), ...(host !== undefined && { host }) },
          }),
        },
      });
    });
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a number from 0 to 65535.');
}
