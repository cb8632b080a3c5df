import { closest } from 'fastest-levenshtein';
import { z } from 'zod';

const MAX_DELAY_MS = 60_000;

/** The faults of a service, in any combination. Durations in milliseconds. */
export const Fault = z.strictObject({
  /** Added before every response. */
  latencyMs: z.number().min(0).max(MAX_DELAY_MS).optional(),
  /** Up to this much more, drawn from a fixed sequence. */
  jitterMs: z.number().min(0).max(MAX_DELAY_MS).optional(),
  /** Share of the responses that are a 503: evenly spread, not random. */
  errorRate: z.number().min(0).max(1).optional(),
  /**
   * `down`: nothing listens. `hang`: accepts and never responds. `hang-body`: the head and half of the body, then
   * nothing. `reset`: TCP reset. `invalid-json`: status 200 and a truncated body.
   */
  mode: z.enum(['down', 'hang', 'hang-body', 'reset', 'invalid-json']).optional(),
});

export type Fault = z.infer<typeof Fault>;

const KEYS = Object.keys(Fault.shape);

/** The fault that a user described, or one sentence about the problem of the description. */
export function parseFault(value: unknown): { readonly fault: Fault } | { readonly problem: string } {
  const result = Fault.safeParse(value);
  if (!result.success) return { problem: result.error.issues.map(describe).join('; ') };
  if (Object.keys(result.data).length === 0) {
    return { problem: `an empty fault does nothing; use one of ${KEYS.join(', ')}` };
  }
  return { fault: result.data };
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `unknown key "${key}": did you mean "${closest(key, KEYS)}"?`).join('; ');
  }
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
}
