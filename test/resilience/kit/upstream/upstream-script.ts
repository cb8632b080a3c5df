import { z } from 'zod';

/**
 * How a scripted upstream responds until the script is replaced. `bytes` and `everyMs` are parameters of the mode:
 *
 * - `respond`: the healthy response.
 * - `hang`: reads the request, does not execute it, never responds.
 * - `hangBody`: the head of the response and `bytes` bytes of its body (10), then nothing.
 * - `drip`: the head, then `bytes` bytes (1) every `everyMs` (1000).
 * - `resetAtAccept`: TCP reset of open connections and of each new one.
 * - `resetAtHead`, `resetAtRequest`: TCP reset when the head, or all, of a request has arrived; it is not executed.
 * - `resetAfterExecution`: TCP reset after the execution, before the head of the response.
 * - `resetInBody`: TCP reset after half of the response's body.
 * - `shortBody`: announces more bytes than it sends, and ends the connection. `longBody`: sends more than it announces.
 * - `huge`: a JSON document of `bytes` bytes (200 MB) in chunks. `gzipBomb`: one that inflates to `bytes` bytes.
 */
export const UpstreamScript = z.strictObject({
  mode: z
    .enum([
      'respond',
      'hang',
      'hangBody',
      'drip',
      'resetAtAccept',
      'resetAtHead',
      'resetAtRequest',
      'resetAfterExecution',
      'resetInBody',
      'shortBody',
      'longBody',
      'huge',
      'gzipBomb',
    ])
    .default('respond'),
  bytes: z.int().min(0).optional(),
  everyMs: z.number().min(0).optional(),
  /** Delay before anything of the response, also before a reset. */
  waitMs: z.number().min(0).default(0),
  /** Share of the requests that the script applies to, evenly spread; the others are served normally. */
  share: z.number().min(0).max(1).default(1),
  /** Number of requests that the script applies to; later ones are served normally. */
  times: z.int().min(1).optional(),
  /** Replaces the status of the response. */
  status: z.int().min(100).max(599).optional(),
  /** Added to the headers of the response, which include the content type. */
  headers: z.record(z.string(), z.string()).default({}),
  /** Replaces the body of the response; such a request does not count as executed. */
  body: z.string().optional(),
  /** The same for bytes that are not UTF-8. */
  bodyBase64: z.base64().optional(),
  /** How long an idle connection stays open. */
  keepAliveMs: z.int().min(1).default(120_000),
});

export type UpstreamScript = z.output<typeof UpstreamScript>;

export type UpstreamScriptInput = z.input<typeof UpstreamScript>;
