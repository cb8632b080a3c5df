import { type ErrorCode, FrontageError } from '../core/errors.ts';

export interface UpstreamErrorOptions {
  readonly cause?: unknown;
  /** Whether response headers had arrived: a call that got so far may have had its effect. */
  readonly hasResponded?: boolean | undefined;
  /** Of an answer that is nothing but its status. */
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** A call that gave no usable answer. */
export class UpstreamError extends FrontageError {
  readonly hasResponded: boolean;
  readonly status: number | undefined;

  constructor(code: ErrorCode, { hasResponded = false, status, ...rest }: UpstreamErrorOptions = {}) {
    super(code, rest);
    this.hasResponded = hasResponded;
    this.status = status;
  }
}
