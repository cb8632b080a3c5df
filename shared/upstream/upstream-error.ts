import { type ErrorCode, FrontageError } from '../core/errors.ts';

export interface UpstreamErrorOptions {
  readonly cause?: unknown;
  /** Whether response headers had arrived: such a call may have had its effect. */
  readonly hasResponded?: boolean | undefined;
  /** The status of a response without usable content. */
  readonly status?: number | undefined;
  /** The status of a response whose body was interrupted. */
  readonly headStatus?: number | undefined;
  /** The connection was lost while a long request was sent: many servers refuse a long request in this way. */
  readonly isPerhapsTooLong?: boolean | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** A call without a usable response. */
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
