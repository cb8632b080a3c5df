import { Agent, request } from 'undici';

export interface KeySetFetch {
  /** Resolves with the text of a 200 answer; rejects with a reason that is fit for a log. */
  fetch(): Promise<string>;
  close(): Promise<void>;
}

export interface KeySetFetchOptions {
  readonly url: string;
  /** Of the whole exchange. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/**
 * Fetches a key set over connections of its own, so that busy upstreams cannot delay it. Does not follow redirects, which
 * would let the provider's host name another one, and does not decompress.
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
    const answer = await request(url, { dispatcher, signal, headers });
    const encoding = answer.headers['content-encoding'];
    const problem =
      answer.statusCode !== 200
        ? `the provider answered ${answer.statusCode}`
        : encoding !== undefined && encoding !== 'identity'
          ? 'the answer is compressed, which was not asked for'
          : undefined;
    if (problem === undefined) return answer.body.text();
    // What is left of it is of no use; ending it early is reported as an error.
    answer.body.on('error', () => {}).destroy();
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
  if (cause.name === 'TimeoutError' || code.endsWith('_TIMEOUT')) return `no answer within ${timeoutMs} ms`;
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return `the answer has more than ${maxBytes} bytes`;
  return code === '' || code === '23' ? cause.message : code;
}
