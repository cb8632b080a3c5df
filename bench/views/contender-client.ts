import { Pool } from 'undici';
import type { Contender, ContenderRequest } from './contender.ts';

export interface ContenderAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface ContenderClient {
  ask(request: ContenderRequest): Promise<ContenderAnswer>;
  /** Request number `index`. Rejects when its answer has another status than it must have. */
  send(index: number): Promise<void>;
  close(): Promise<void>;
}

/** At most `connections` requests are on their way at once. */
export function createContenderClient(
  { name, peer, requests, status: wanted }: Contender,
  connections: number,
): ContenderClient {
  const pool = new Pool(new URL(peer.url).origin, { connections });

  async function ask({ method, path, headers, body }: ContenderRequest): Promise<ContenderAnswer> {
    const answer = await pool.request({ method, path, headers, body: body ?? null });
    return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
  }

  return {
    ask,
    async send(index) {
      const request = requests[index % requests.length];
      if (request === undefined) throw new TypeError(`${name} has no requests`);
      const { method, path, headers, body } = request;
      const { statusCode, body: answer } = await pool.request({ method, path, headers, body: body ?? null });
      await answer.dump({ limit: Number.MAX_SAFE_INTEGER });
      if (statusCode !== wanted) throw new Error(`${name} answered ${statusCode} instead of ${wanted}`);
    },
    close: () => pool.destroy(),
  };
}
