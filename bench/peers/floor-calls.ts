import { Pool } from 'undici';
import type { FloorCall } from '../workloads/workload.ts';

export interface FloorCalls {
  /** Makes all calls, wave by wave, and parses every response; rejects if an upstream reports a failure. */
  make(): Promise<void>;
  close(): Promise<void>;
}

interface PreparedCall {
  readonly pool: Pool;
  readonly path: string;
  readonly body: string;
}

const headers = { 'content-type': 'application/json', accept: 'application/json' };

/** `upstreamUrls`: by subgraph name. */
export function createFloorCalls(
  waves: readonly (readonly FloorCall[])[],
  upstreamUrls: Readonly<Record<string, string>>,
): FloorCalls {
  const pools = new Map<string, Pool>();
  const prepared = waves.map((wave) => wave.map(prepare));

  function prepare({ subgraph, query, variables }: FloorCall): PreparedCall {
    const { origin, pathname } = new URL(upstreamUrls[subgraph] ?? '');
    const pool = pools.get(origin) ?? new Pool(origin);
    pools.set(origin, pool);
    return { pool, path: pathname, body: JSON.stringify({ query, variables }) };
  }

  return {
    async make() {
      for (const wave of prepared) await Promise.all(wave.map(send));
    },
    async close() {
      await Promise.all(Array.from(pools.values(), (pool) => pool.close()));
    },
  };
}

async function send({ pool, path, body }: PreparedCall): Promise<void> {
  const response = await pool.request({ method: 'POST', path, headers, body });
  const result: { readonly errors?: unknown } = JSON.parse(await response.body.text());
  if (response.statusCode !== 200 || result.errors !== undefined) {
    throw new Error(
      `${path} responded with ${response.statusCode} ${JSON.stringify(result.errors)} to ${body}`,
    );
  }
}
