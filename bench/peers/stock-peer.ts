import { fileURLToPath } from 'node:url';
import { projectRoot } from '../project-root.ts';
import type { Peer } from './peer.ts';

/** The server that teams would replace: the program of `stock.ts`, with the subgraph calls of Apollo Gateway itself. */
export const stockPeer: Peer = {
  name: 'stock',
  about: 'Apollo Gateway behind Apollo Server, stock',
  measuresMemory: false,
  program({ graph, port }) {
    if (!('supergraphFile' in graph)) return undefined;
    return {
      script: fileURLToPath(new URL('./stock.js', import.meta.url)),
      args: [graph.supergraphFile, String(port)],
      environment: {},
      cwd: projectRoot,
      url: `http://127.0.0.1:${port}/`,
    };
  },
};
