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
  /** Lower-case name of the header in which an upstream is told for how many ms its answer is waited for. */
  readonly deadlineHeader: string;
}

export interface TransportRequest {
  readonly method: HttpMethod;
  /** Path and query. */
  readonly path: string;
  /** For this request only; the deadline is added to them. */
  readonly headers: Record<string, string>;
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
      return new Promise((resolve, reject) => {
        // Timers of equal durations share a list: no fractions, and most calls have the same.
        const untilDeadlineMs = Math.ceil(deadlineMs - performance.now());
        if (untilDeadlineMs <= 0)
          throw new FrontageError('GATEWAY_TIMEOUT', { cause: 'no time is left for this call' });
        const timeoutMs = Math.min(options.timeoutMs, untilDeadlineMs);
        const timeoutCode = options.timeoutMs <= untilDeadlineMs ? 'SUBGRAPH_TIMEOUT' : 'GATEWAY_TIMEOUT';
        headers[options.deadlineHeader] = String(timeoutMs);
        const exchange = new HttpExchange({ timeoutMs, timeoutCode, cancellation, resolve, reject });
        pool.dispatch({ method, path, headers, body: body ?? null }, exchange);
      });
    },
    close: () => pool.destroy(),
  };
}
