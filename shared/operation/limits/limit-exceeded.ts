import { type ErrorCode, FrontageError } from '../../core/errors.ts';
import type { OperationLimits } from '../../core/graphql/operation-limits.ts';

/** Reports a document that is larger than one of its limits. */
export class LimitExceeded extends FrontageError {
  /** The name of the limit. */
  readonly limit: keyof OperationLimits;

  constructor(code: ErrorCode, limit: keyof OperationLimits, message: string) {
    super(code, { message });
    this.limit = limit;
  }
}
