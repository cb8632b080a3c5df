import { Agent, request } from 'undici';

/** Enough for hundreds of keys. */
const maxBytes = 256 * 1024;

interface JwksFetch {
  /** The part of `fetch` that a key set needs. Never asks for compression and never decompresses. */
  readonly fetch: (
    url: string,
    options: { headers: Headers; method: 'GET'; signal: AbortSignal },
  ) => Promise<Response>;
  close(): Promise<void>;
}

/** Fetches key sets over connections of its own, so that busy upstreams cannot delay a signature check. */
export function createJwksFetch(timeoutMs: number): JwksFetch {
  const dispatcher = new Agent({
    connections: 2,
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: maxBytes,
  });
  return {
    async fetch(url, { headers, signal }) {
      const { statusCode, body } = await request(url, {
        dispatcher,
        signal,
        headers: { ...Object.fromEntries(headers), 'accept-encoding': 'identity' },
      });
      return new Response(await body.text(), { status: statusCode });
    },
    close: () => dispatcher.destroy(),
  };
}
