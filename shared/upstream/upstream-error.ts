import { type ErrorCode, FrontageError } from '../core/errors.ts';

export interface UpstreamErrorOptions {
  readonly cause?: unknown;
  /** Whether response headers had arrived: a call that got so far may have had its effect. */
  readonly hasResponded?: boolean | undefined;
  /** Of an answer that is nothing but its status. */
  readonly status?: number | undefined;
  /** Of an answer that broke off within its body. */
  readonly headStatus?: number | undefined;
  /** The connection was lost while a long request was sent: many servers refuse one like that. */
  readonly isPerhapsTooLong?: boolean | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** A call that gave no usable answer. */
export class UpstreamError extends FrontageError {
  readonly hasResponded: boolean;
  readonly status: number | undefined;
  readonly headStatus: number | undefined;
  readonly isPerhapsTooLong: boolean;

  constructor(
    code: ErrorCode,
    {
      hasResponded = false,
      status,
      headStatus,
      isPerhapsTooLong = false,
      ...rest
    }: UpstreamErrorOptions = {},
  ) {
    super(code, rest);
    this.hasResponded = hasResponded;
    this.status = status;
    this.headStatus = headStatus;
    this.isPerhapsTooLong = isPerhapsTooLong;
  }
}
