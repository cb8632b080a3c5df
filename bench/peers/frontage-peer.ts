import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import type { Peer, PeerSetup } from './peer.ts';

export interface FrontagePeerOptions {
  readonly name: string;
  readonly about: string;
  readonly engine: 'native' | 'reference';
  readonly measuresMemory: boolean;
  /** Whether equal client requests in flight, and equal upstream calls of several requests, are made once. */
  readonly shares: boolean;
  /** Without the layers that protect upstreams and the process: the difference is their cost. */
  readonly isBare?: boolean;
}

/** Disables every layer that can be disabled, and raises every limit out of reach. */
const bare = {
  upstreams: {
    all: {
      deduplicate: { enabled: false },
      retry: { attempts: 0 },
      breaker: { enabled: false },
      concurrency: { adaptive: false, max: 10_000 },
      ejection: { consecutiveFailures: 0 },
    },
  },
  retryBudget: { share: 0, minimum: 0 },
  overload: {
    concurrency: { adaptive: false, max: 100_000 },
    eventLoopDelay: '10s',
    heap: 1,
    heapCritical: 1,
  },
} as const;

/** Frontage, started as a user starts it. */
export function frontagePeer(options: FrontagePeerOptions): Peer {
  const { name, about, measuresMemory } = options;
  return {
    name,
    about,
    measuresMemory,
    program(setup) {
      const { graph, port } = setup;
      return {
        script: join(projectRoot, 'bin/frontage.js'),
        args: [
          'serve',
          ...('supergraphFile' in graph ? ['--supergraph', graph.supergraphFile] : []),
          '--config',
          writeSettings(options, setup),
          '--port',
          String(port),
        ],
        environment: upstreamVariables(setup.upstreamUrls),
        cwd: projectRoot,
        url: `http://127.0.0.1:${port}/graphql`,
      };
    },
  };
}

/** Writes the settings as JSON: every JSON document is valid YAML. */
function writeSettings(
  { name, engine, shares, isBare = false }: FrontagePeerOptions,
  { directory, graph }: PeerSetup,
): string {
  const file = join(directory, `frontage-${name}.yaml`);
  const settings = {
    engine,
    deduplication: { requests: shares },
    ...(isBare ? bare : { upstreams: { all: { deduplicate: { enabled: shares } } } }),
    logs: { level: 'error' },
    shutdown: { delay: '0s' },
    ...('supergraphFile' in graph
      ? { supergraph: graph.supergraphFile }
      : { extends: join(projectRoot, graph.settingsFile) }),
  };
  writeFileSync(file, JSON.stringify(settings, null, 2));
  return file;
}

/** The settings of the demo's clients read addresses from `CATALOG_URL` and the like; the provider's is `IDP_URL`. */
export function upstreamVariables(upstreamUrls: PeerSetup['upstreamUrls']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(upstreamUrls).map(([name, url]) => [
      name === 'identity' ? 'IDP_URL' : `${name.toUpperCase()}_URL`,
      url,
    ]),
  );
}
