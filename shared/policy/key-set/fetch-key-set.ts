import { Agent, request } from 'undici';

export interface KeySetFetch {
  /** Resolves to the body of a 200 response. Rejects with a reason that is safe to log. */
  fetch(): Promise<string>;
  close(): Promise<void>;
}

export interface KeySetFetchOptions {
  readonly url: string;
  /** The time limit of the whole exchange. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/**
 * Fetches a key set over separate connections, so that busy upstreams cannot delay it. Does not follow redirects, with which
 * the provider's host could delegate to another host, and does not decompress.
 */
export function createKeySetFetch({ url, timeoutMs, maxBytes }: KeySetFetchOptions): KeySetFetch {
  const dispatcher = new Agent({
    connections: 2,
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: maxBytes,
  });
  const headers = {
    accept: 'application/jwk-set+json, application/json;q=0.9',
    'accept-encoding': 'identity',
    'user-agent': 'frontage',
  };

  async function exchange(): Promise<string> {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await request(url, { dispatcher, signal, headers });
    const encoding = response.headers['content-encoding'];
    const problem =
      response.statusCode !== 200
        ? `the provider responded with status ${response.statusCode}`
        : encoding !== undefined && encoding !== 'identity'
          ? 'the response is compressed, although identity was requested'
          : undefined;
    if (problem === undefined) return response.body.text();
    // The rest of the body is not needed; destroying it early emits an error.
    response.body.on('error', () => {}).destroy();
    throw new Error(problem);
  }

  return {
    fetch: () =>
      exchange().catch((cause: unknown) => {
        throw new Error(reasonOf(cause, timeoutMs, maxBytes), { cause });
      }),
    close: () => dispatcher.destroy(),
  };
}

function reasonOf(cause: unknown, timeoutMs: number, maxBytes: number): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause ? String(cause.code) : '';
  if (cause.name === 'TimeoutError' || code.endsWith('_TIMEOUT')) return `no response within ${timeoutMs} ms`;
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return `the response has more than ${maxBytes} bytes`;
  return code === '' || code === '23' ? cause.message : code;
}
