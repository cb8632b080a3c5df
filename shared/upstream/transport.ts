import { Pool } from 'undici';
import type { RequestContext } from '../core/request-context.ts';
import type { HttpMethod } from '../core/upstream-calls.ts';
import { buildFixedLookup } from './fixed-lookup.ts';
import { HttpExchange, type TransportResponse } from './http-exchange.ts';
import { UpstreamError } from './upstream-error.ts';
import type { TransportOptions } from './upstream-options.ts';

export interface TransportRequest {
  readonly method: HttpMethod;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface Transport {
  /** Rejects with an `UpstreamError` unless a whole answer arrived in time; any HTTP status is an answer. */
  send(request: TransportRequest, context: RequestContext): Promise<TransportResponse>;
  close(): Promise<void>;
}

// Below the 5 s after which a Node server closes an idle connection, so that no call is sent into a closing one.
const keepAliveMs = 4000;

/**
 * A pool of connections to one origin (scheme, host and port), at `address` where one is given. Redirects are not followed
 * and nothing is decompressed.
 */
export function createTransport(
  origin: string,
  options: TransportOptions,
  address?: string | undefined,
): Transport {
  const pool = new Pool(origin, {
    connections: options.connections,
    connect: {
      timeout: options.connectTimeoutMs,
      ...(address !== undefined && { lookup: buildFixedLookup(address) }),
    },
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
          throw new UpstreamError('GATEWAY_TIMEOUT', { cause: 'no time is left for this call' });
        const timeoutMs = Math.min(options.timeoutMs, untilDeadlineMs);
        const timeoutCode = options.timeoutMs <= untilDeadlineMs ? 'SUBGRAPH_TIMEOUT' : 'GATEWAY_TIMEOUT';
        const exchange = new HttpExchange({ timeoutMs, timeoutCode, cancellation, resolve, reject });
        pool.dispatch(
          {
            method,
            path,
            headers: { ...headers, [options.deadlineHeader]: String(timeoutMs) },
            body: body ?? null,
          },
          exchange,
        );
      });
    },
    close: () => pool.destroy(),
  };
}
