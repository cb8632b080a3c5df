import { z } from 'zod';

/**
 * How a scripted upstream answers until it is told otherwise. `bytes` and `everyMs` belong to the mode:
 *
 * - `answer`: what it should.
 * - `hang`: reads the request, does nothing with it, never answers.
 * - `hangBody`: the head of the answer and `bytes` bytes of its body (10), then nothing.
 * - `drip`: the head, then `bytes` bytes (1) every `everyMs` (1000).
 * - `resetAtAccept`: TCP reset of connections that are open and of each new one.
 * - `resetAtHead`, `resetAtRequest`: when the head, or all, of a request has arrived; it is not executed.
 * - `resetAfterExecution`: when it has been executed, before the head of the answer.
 * - `resetInBody`: after half of the answer's body.
 * - `shortBody`: announces more bytes than it sends, and ends the connection. `longBody`: sends more than it announces.
 * - `huge`: a JSON document of `bytes` bytes (200 MB) in chunks. `gzipBomb`: one of `bytes` bytes when it is inflated.
 */
export const UpstreamScript = z.strictObject({
  mode: z
    .enum([
      'answer',
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
    .default('answer'),
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
