import type { RequestContext } from '../../core/request-context.ts';
import type { HttpMethod } from '../../core/upstream-calls.ts';
import { UpstreamError } from '../upstream-error.ts';
import type { TransportOptions } from '../upstream-options.ts';
import { createConnections } from './create-connections.ts';
import { HttpExchange, type TransportResponse } from './http-exchange.ts';

export interface TransportRequest {
  readonly method: HttpMethod;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface Transport {
  /** Rejects with an `UpstreamError` unless a complete response arrives in time. Any HTTP status is a response. */
  send(request: TransportRequest, context: RequestContext): Promise<TransportResponse>;
  close(): Promise<void>;
}

/**
 * Creates the transport to one origin (scheme, host and port), at `address` if given. Redirects are not followed.
 * Throws `StartError` for TLS files that cannot be used.
 */
export function createTransport(
  origin: string,
  options: TransportOptions,
  address?: string | undefined,
): Transport {
  const { idleTimeoutMs, maxResponseBytes: maxBytes } = options;
  const connections = createConnections(origin, options, address);
  const acceptsGzip = options.compression === 'gzip';
  // undici lets calls share a connection only if they are idempotent. It does not send them again (see HttpExchange).
  const idempotent = options.protocol !== 'http1';
  return {
    send({ method, path, headers, body }, { cancellation, deadlineMs }) {
      return new Promise((resolve, reject) => {
        // Timers of equal durations share a list: avoid fractions, as most calls have the same timeout.
        const untilDeadlineMs = Math.ceil(deadlineMs - performance.now());
        if (untilDeadlineMs <= 0)
          throw new UpstreamError('GATEWAY_TIMEOUT', { cause: 'the deadline passed before the call' });
        const timeoutMs = Math.min(options.timeoutMs, untilDeadlineMs);
        const timeoutCode = options.timeoutMs <= untilDeadlineMs ? 'SUBGRAPH_TIMEOUT' : 'GATEWAY_TIMEOUT';
        const lines = listed(headers, options.deadlineHeader, String(timeoutMs));
        const exchange = new HttpExchange({
          timeoutMs,
          timeoutCode,
          idleTimeoutMs,
          maxBytes,
          acceptsGzip,
          isLong: (body?.length ?? 0) > longBody || path.length + lengthOf(lines) > longHead,
          cancellation,
          resolve,
          reject,
        });
        connections.dispatch(
          {
            method,
            path,
            headers: lines,
            body: body ?? null,
            idempotent,
          },
          exchange,
        );
      });
    },
    close: () => connections.close(),
  };
}

// Below the default limits of servers: nginx refuses heads of 8 KB, Node of 16 KB; body parsers refuse 100 KB.
const longHead = 7 * 1024;
const longBody = 64 * 1024;

function lengthOf(lines: readonly string[]): number {
  let length = 0;
  for (const line of lines) length += line.length;
  return length;
}

/** Returns names and values in turn, as undici accepts them, with one more header: copying the object to add it is ten times as slow. */
function listed(headers: Readonly<Record<string, string>>, name: string, value: string): string[] {
  const list = [name, value];
  for (const other in headers) {
    const text = headers[other];
    if (text !== undefined && other !== name) list.push(other, text);
  }
  return list;
}
