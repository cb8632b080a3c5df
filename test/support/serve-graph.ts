import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { loadSettings } from '../../shared/index.ts';
import { startBff } from './start-bff.ts';
import { temporaryFiles } from './temporary-files.ts';

export interface ServedSubgraph {
  readonly name: string;
  /** Absent for a subgraph of connectors. */
  readonly url?: string;
  readonly sdl: string;
}

/** Serves this graph in this process until the test ends; returns the URL of its `/graphql`. */
export async function serveGraph(
  context: TestContext,
  subgraphs: readonly ServedSubgraph[],
  settings: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, url = 'http://connectors.invalid', sdl }) => ({
      name,
      url,
      typeDefs: parse(sdl),
    })),
  );
  if (supergraphSdl === undefined) throw new Error(`does not compose: ${errors}`);
  const directory = temporaryFiles(context, {
    'graph.graphql': supergraphSdl,
    'bff.yaml': JSON.stringify({
      supergraph: './graph.graphql',
      listen: { host: '127.0.0.1', port: 0 },
      logs: { level: 'silent' },
      ...settings,
    }),
  });
  const bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  context.after(() => bff.close());
  return `${bff.url}/graphql`;
}
