/** The reason that the estate cannot start, in one sentence for the user who started it. */
export class EstateError extends Error {
  override readonly name = 'EstateError';
}

/** The error of `name` while it tried to listen on `port`. */
export function explainListenFailure(error: unknown, name: string, port: number): Error {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return new EstateError(
      `port ${port} (${name}) is taken; end the process that listens there or choose --port-offset`,
    );
  }
  return error instanceof Error ? error : new Error(String(error));
}
