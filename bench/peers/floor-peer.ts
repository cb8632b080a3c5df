import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FloorSetup } from './floor.ts';
import type { Peer } from './peer.ts';

/** The hand-written program of `floor.ts`. */
export const floorPeer: Peer = {
  name: 'floor',
  about: 'the necessary upstream calls, hand-written',
  measuresMemory: false,
  program({ graph, workload, upstreamUrls, directory, port }) {
    if (!('supergraphFile' in graph)) return undefined;
    const setup: FloorSetup = { workload, upstreamUrls, result: { data: graph.expected }, port };
    const file = join(directory, 'floor.json');
    writeFileSync(file, JSON.stringify(setup));
    return {
      script: fileURLToPath(new URL('./floor.js', import.meta.url)),
      args: [file],
      environment: {},
      cwd: directory,
      url: `http://127.0.0.1:${port}/graphql`,
    };
  },
};
