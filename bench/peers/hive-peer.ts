import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import type { Peer } from './peer.ts';

const folder = join(projectRoot, 'bench/peers/hive');
const script = join(folder, 'node_modules/@graphql-hive/gateway/dist/bin.js');

/** What client requests in flight share. `calls` is the default of Hive Gateway. */
const sharing = {
  nothing: 'shares nothing',
  calls: 'shares equal upstream calls in flight',
  requests: 'shares equal requests and upstream calls in flight',
} as const;

/** Hive Gateway with its Rust planner. */
export function hivePeer(name: string, shares: keyof typeof sharing): Peer {
  return {
    name,
    about: `Hive Gateway, Rust planner, ${sharing[shares]}`,
    measuresMemory: false,
    program({ graph, port }) {
      if (!('supergraphFile' in graph)) return undefined;
      if (!existsSync(script)) throw new Error('is not installed; run `npm ci` in bench/peers/hive');
      return {
        script,
        args: [
          'supergraph',
          graph.supergraphFile,
          '--config-path',
          'gateway.config.js',
          '--host',
          '127.0.0.1',
          '--port',
          String(port),
        ],
        environment: { HIVE_SHARES: shares },
        cwd: folder,
        url: `http://127.0.0.1:${port}/graphql`,
      };
    },
  };
}
