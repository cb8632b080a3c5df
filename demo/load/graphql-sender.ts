import { Pool } from 'undici';
import { z } from 'zod';
import type { ResponseRecord } from './response-record.ts';

/** One request of a load: the text of a document, or the id of a trusted one. */
export interface LoadRequest {
  readonly query?: string;
  readonly documentId?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends over persistent connections, and records from each response how the request went. Never rejects. */
export interface GraphqlSender {
  send(request: LoadRequest, atMs?: number): Promise<ResponseRecord>;
  close(): Promise<void>;
}

const ResponseBody = z.object({
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }).partial().optional() })).optional(),
  extensions: z
    .object({ degraded: z.array(z.object({ upstream: z.string(), retryAfterMs: z.number().optional() })) })
    .partial()
    .nullish(),
});

/** `url`: the GraphQL endpoint. */
export function createGraphqlSender(url: string, connections = 256): GraphqlSender {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections });
  return {
    async send({ query, documentId, variables, headers }, atMs = 0) {
      const startMs = performance.now();
      const took = (): { atMs: number; durationMs: number } => ({
        atMs,
        durationMs: performance.now() - startMs,
      });
      let status: number | undefined;
      try {
        const {
          statusCode,
          headers: responseHeaders,
          body,
        } = await pool.request({
          method: 'POST',
          path: pathname,
          headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
          body: JSON.stringify({ query, documentId, variables }),
        });
        const text = await body.text();
        status = statusCode;
        const retryAfter = responseHeaders['retry-after'];
        return {
          ...took(),
          status,
          ...readResponse(text),
          ...(typeof retryAfter === 'string' && { retryAfter }),
        };
      } catch (error) {
        return { ...took(), status, codes: [codeOf(error)], degraded: [], retryAfterMs: {} };
      }
    },
    close: () => pool.destroy(),
  };
}

function readResponse(text: string): Pick<ResponseRecord, 'codes' | 'degraded' | 'retryAfterMs'> {
  const { errors = [], extensions } = ResponseBody.parse(JSON.parse(text));
  const parts = extensions?.degraded ?? [];
  const waits = parts.flatMap(({ upstream, retryAfterMs }) =>
    retryAfterMs === undefined ? [] : [[upstream, retryAfterMs] as const],
  );
  return {
    codes: errors.map((error) => error.extensions?.code ?? 'NO_CODE'),
    degraded: [...new Set(parts.map(({ upstream }) => upstream))].sort(),
    retryAfterMs: Object.fromEntries(waits),
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
