import { fileURLToPath } from 'node:url';
import { projectRoot } from '../project-root.ts';
import type { Peer } from './peer.ts';

/** What teams replace: the program of `stock.ts`, which calls subgraphs by Apollo Gateway's own means. */
export const stockPeer: Peer = {
  name: 'stock',
  about: 'Apollo Gateway behind Apollo Server, as they come',
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
