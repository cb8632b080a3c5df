import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { thingGraph } from './counting-upstream.ts';
import { listeningUrl, startFrontage } from './frontage-process.ts';
import type { StartedProcess } from './started-process.ts';
import { temporaryFiles } from './temporary-files.ts';

export interface ServedThings {
  /** The origin of the process. */
  readonly origin: string;
  /** The URL of its `/graphql`. */
  readonly url: string;
  readonly frontage: StartedProcess;
}

export interface ServeThingsOptions {
  readonly upstream: string;
  /** JSON is valid YAML. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly type?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The settings file of a process that serves `thingGraph`. */
export function thingSettings(
  context: TestContext,
  { upstream, settings, type }: ServeThingsOptions,
): string {
  const directory = temporaryFiles(context, {
    'graph.graphql': thingGraph(upstream, type),
    'bff.yaml': JSON.stringify({ supergraph: './graph.graphql', listen: { port: 0 }, ...settings }),
  });
  return join(directory, 'bff.yaml');
}

/** A process of its own that serves `thingGraph`. */
export async function serveThings(context: TestContext, options: ServeThingsOptions): Promise<ServedThings> {
  const args = ['serve', '--config', thingSettings(context, options)];
  const frontage = startFrontage(context, args, options.environment);
  const url = await listeningUrl(frontage);
  return { url, origin: new URL(url).origin, frontage };
}
