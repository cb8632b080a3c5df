/** The result of a function that threw or returned an invalid value. */
export class ComputeFailure {
  /** Name of the function. */
  readonly fn: string;
  /** For the log, never for clients: it may quote data. */
  readonly reason: string;

  constructor(fn: string, reason: string) {
    this.fn = fn;
    this.reason = reason;
  }
}

const maxReasonLength = 500;

/** The message of a thrown value, which may have any type; reading it may throw again. */
export function reasonOf(thrown: unknown): string {
  try {
    const isError = typeof thrown === 'object' && thrown !== null && 'message' in thrown;
    return String(isError ? thrown.message : thrown).slice(0, maxReasonLength);
  } catch {
    return 'it threw a value that cannot be printed';
  }
}
