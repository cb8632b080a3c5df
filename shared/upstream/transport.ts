import { Pool } from 'undici';
import { FrontageError } from '../core/errors.ts';
import type { RequestContext } from '../core/request-context.ts';
import type { HttpMethod } from '../core/upstream-calls.ts';
import { HttpExchange, type TransportResponse } from './http-exchange.ts';

/** How one upstream is called. */
export interface TransportOptions {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly maxResponseBytes: number;
  readonly connections: number;
}

export interface TransportRequest {
  readonly method: HttpMethod;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface Transport {
  /** Rejects with a `FrontageError` unless a whole answer arrived in time; any HTTP status is an answer. */
  send(request: TransportRequest, context: RequestContext): Promise<TransportResponse>;
  close(): Promise<void>;
}

// Below the 5 s after which a Node server closes an idle connection, so that no call is sent into a closing one.
const keepAliveMs = 4000;

/** A pool of connections to one origin. Redirects are not followed and nothing is decompressed. */
export function createTransport(options: TransportOptions): Transport {
  const pool = new Pool(options.origin, {
    connections: options.connections,
    connect: { timeout: options.connectTimeoutMs },
    // An exchange as a whole has a timeout, of which these would be parts.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: keepAliveMs,
    maxResponseSize: options.maxResponseBytes,
  });
  return {
    send({ method, path, headers, body }, { cancellation, deadlineMs }) {
      const remainingMs = deadlineMs - performance.now();
      return new Promise((resolve, reject) => {
        if (remainingMs <= 0)
          throw new FrontageError('SUBGRAPH_TIMEOUT', { cause: 'no time is left for this call' });
        // Timers of equal durations share a list: no fractions, and most calls have the same.
        const timeoutMs = Math.min(options.timeoutMs, Math.ceil(remainingMs));
        const exchange = new HttpExchange({ timeoutMs, cancellation, resolve, reject });
        pool.dispatch({ method, path, headers, body: body ?? null }, exchange);
      });
    },
    close: () => pool.destroy(),
  };
}
