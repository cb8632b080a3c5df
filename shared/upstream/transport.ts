import { errors, Pool } from 'undici';
import { type ErrorCode, FrontageError } from '../core/errors.ts';
import type { RequestContext } from '../core/request-context.ts';
import type { HttpMethod } from '../core/upstream-calls.ts';

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
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface TransportResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface Transport {
  /** Rejects with a `FrontageError` unless a whole answer arrived in time; any HTTP status is an answer. */
  send(request: TransportRequest, context: RequestContext): Promise<TransportResponse>;
  close(): Promise<void>;
}

// Below the 5 s after which a Node server closes an idle connection, so that no call is sent into a closing one.
const keepAliveMs = 4000;

const timeouts = [errors.ConnectTimeoutError, errors.HeadersTimeoutError, errors.BodyTimeoutError];

/** A pool of connections to one origin. Redirects are not followed and nothing is decompressed. */
export function createTransport(options: TransportOptions): Transport {
  const pool = new Pool(options.origin, {
    connections: options.connections,
    connect: { timeout: options.connectTimeoutMs },
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    keepAliveTimeout: keepAliveMs,
    maxResponseSize: options.maxResponseBytes,
  });
  return {
    async send(request, context) {
      const call = startCall(context, options.timeoutMs);
      try {
        const { statusCode, headers, body } = await pool.request({
          method: request.method,
          path: request.path,
          headers: {
            'accept-encoding': 'identity',
            ...request.headers,
            [options.deadlineHeader]: String(call.remainingMs),
          },
          body: request.body ?? null,
          signal: call.signal,
        });
        const bytes = Buffer.from(await body.arrayBuffer());
        const encoding = headers['content-encoding'];
        if (encoding !== undefined && encoding !== 'identity') {
          throw new FrontageError('SUBGRAPH_INVALID_RESPONSE', { cause: `content-encoding ${encoding}` });
        }
        return { status: statusCode, headers, body: bytes };
      } catch (cause) {
        throw cause instanceof FrontageError
          ? cause
          : new FrontageError(codeOf(cause, call.signal), { cause });
      } finally {
        call.end();
      }
    },
    close: () => pool.destroy(),
  };
}

interface Call {
  readonly signal: AbortSignal;
  /** Whole, 1 at least. */
  readonly remainingMs: number;
  end(): void;
}

/** Ends with the upstream's timeout, the request's deadline or the client's disconnect, whichever is first. */
function startCall(context: RequestContext, timeoutMs: number): Call {
  // Not AbortSignal.any: on Node 20 a signal derived from a long-lived one is kept until that one is collected.
  const controller = new AbortController();
  const abort = (): void => controller.abort(context.signal.reason);
  const untilDeadlineMs = Math.ceil(context.deadlineMs - performance.now());
  if (untilDeadlineMs <= 0)
    throw new FrontageError('GATEWAY_TIMEOUT', { cause: 'no time is left for this call' });
  const remainingMs = Math.min(timeoutMs, untilDeadlineMs);
  const code = timeoutMs <= untilDeadlineMs ? 'SUBGRAPH_TIMEOUT' : 'GATEWAY_TIMEOUT';
  const timer = setTimeout(() => controller.abort(new FrontageError(code)), remainingMs);
  if (context.signal.aborted) abort();
  else context.signal.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    remainingMs,
    end() {
      clearTimeout(timer);
      context.signal.removeEventListener('abort', abort);
    },
  };
}

function codeOf(cause: unknown, signal: AbortSignal): ErrorCode {
  if (signal.aborted) {
    return signal.reason instanceof FrontageError ? signal.reason.code : 'SUBGRAPH_UNAVAILABLE';
  }
  if (cause instanceof errors.ResponseExceededMaxSizeError) return 'SUBGRAPH_RESPONSE_TOO_LARGE';
  return timeouts.some((type) => cause instanceof type) ? 'SUBGRAPH_TIMEOUT' : 'SUBGRAPH_UNAVAILABLE';
}
