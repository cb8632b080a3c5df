import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRunningPeer, type RunningPeer } from '../peers/create-running-peer.ts';
import { findFreePort } from '../processes/free-port.ts';
import { projectRoot } from '../project-root.ts';
import type { ViewRun } from './view-run.ts';

export interface FrontageStart {
  readonly name: string;
  /** Added to the settings that isolate requests. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Files that the settings name, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly nodeArgs?: readonly string[];
}

/** Client requests share only what the settings enable, and no request is refused on a busy machine. */
const apart = {
  engine: 'native',
  deduplication: { requests: false },
  upstreams: {
    all: {
      deduplicate: { enabled: false },
      breaker: { enabled: false },
      concurrency: { adaptive: false, max: 10_000 },
    },
  },
  overload: {
    concurrency: { adaptive: false, max: 100_000 },
    eventLoopDelay: '10s',
    heap: 1,
    heapCritical: 1,
  },
  logs: { level: 'error' },
  shutdown: { delay: '0s' },
} as const;

/** A process of Frontage with settings of its own; the caller closes it. */
export async function startFrontage(
  { cores, directory }: ViewRun,
  { name, settings, files = {}, environment = {}, nodeArgs = [] }: FrontageStart,
): Promise<RunningPeer> {
  for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text);
  const config = join(directory, `${name}.yaml`);
  // Every JSON document is valid YAML.
  writeFileSync(config, JSON.stringify({ ...apart, admin: { port: await findFreePort() }, ...settings }));
  const port = await findFreePort();
  return createRunningPeer({
    peer: {
      name,
      about: '',
      measuresMemory: false,
      program: () => ({
        script: join(projectRoot, 'bin/frontage.js'),
        args: ['serve', '--config', config, '--port', String(port)],
        environment,
        cwd: projectRoot,
        url: `http://127.0.0.1:${port}/graphql`,
      }),
    },
    setup: { workload: 'small', port, directory, upstreamUrls: {}, graph: { settingsFile: config } },
    core: cores?.peer,
    nodeArgs,
  });
}
