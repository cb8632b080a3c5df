import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { parseJson } from './call.ts';

const KEPT = 200;

/** One request as the service received it. Times are milliseconds since the epoch, with fractions. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Parsed if it is JSON, the text otherwise, null without a body. */
  readonly body: unknown;
  readonly startedAt: number;
  /** Null while the request is open. */
  readonly finishedAt: number | null;
  /** Null if no response was sent. */
  readonly status: number | null;
}

export interface RequestLog {
  /** Called when the head has arrived; the returned function is called when the body has. */
  start(request: IncomingMessage, response: ServerResponse): (body: string) => void;
  /** Requests since the last `clear`. */
  count(): number;
  /** The last 200, oldest first. */
  list(): LoggedRequest[];
  clear(): void;
}

interface Entry {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly startedAt: number;
  finishedAt: number | null;
  body: string;
}

export function buildRequestLog(): RequestLog {
  let entries: Entry[] = [];
  let total = 0;
  return {
    start(request, response) {
      const entry: Entry = { request, response, startedAt: now(), finishedAt: null, body: '' };
      total += 1;
      entries.push(entry);
      if (entries.length > KEPT) entries.shift();
      response.once('close', () => {
        entry.finishedAt = now();
      });
      return (body) => {
        entry.body = body;
      };
    },
    count: () => total,
    list: () => entries.map(toLogged),
    clear() {
      entries = [];
      total = 0;
    },
  };
}

/** Created when the log is read, so that a request costs next to nothing. */
function toLogged({ request, response, startedAt, finishedAt, body }: Entry): LoggedRequest {
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    body: body === '' ? null : (parseJson(body) ?? { value: body }).value,
    startedAt,
    finishedAt,
    status: response.headersSent ? response.statusCode : null,
  };
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
