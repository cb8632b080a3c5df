import type { SubgraphResponse } from '../../../shared/core/upstream-calls.ts';
import { buildReadSubgraphResponse } from '../../../shared/upstream/responses/read-subgraph-response.ts';

const read = buildReadSubgraphResponse(512);

/** The result of the network side for a subgraph's response. */
export function readText(text: string): SubgraphResponse {
  return read({ status: 200, headers: {}, body: Buffer.from(text) }).content;
}
