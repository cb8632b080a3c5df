import { Pool } from 'undici';
import type { Contender, ContenderRequest } from './contender.ts';

export interface ContenderResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface ContenderClient {
  exchange(request: ContenderRequest): Promise<ContenderResponse>;
  /** Sends request number `index`. Rejects if its response does not have the expected status. */
  send(index: number): Promise<void>;
  close(): Promise<void>;
}

/** At most `connections` requests are in flight at once. */
export function createContenderClient(
  { name, peer, requests, status: expected }: Contender,
  connections: number,
): ContenderClient {
  const pool = new Pool(new URL(peer.url).origin, { connections });

  async function exchange({ method, path, headers, body }: ContenderRequest): Promise<ContenderResponse> {
    const response = await pool.request({ method, path, headers, body: body ?? null });
    return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
  }

  return {
    exchange,
    async send(index) {
      const request = requests[index % requests.length];
      if (request === undefined) throw new TypeError(`${name} has no requests`);
      const { method, path, headers, body } = request;
      const { statusCode, body: received } = await pool.request({
        method,
        path,
        headers,
        body: body ?? null,
      });
      await received.dump({ limit: Number.MAX_SAFE_INTEGER });
      if (statusCode !== expected)
        throw new Error(`${name} responded with ${statusCode} instead of ${expected}`);
    },
    close: () => pool.destroy(),
  };
}
