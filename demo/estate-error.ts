/** Why the estate cannot start, in one sentence for the person who started it. */
export class EstateError extends Error {
  override readonly name = 'EstateError';
}

/** What went wrong while `name` was to listen on `port`. */
export function explainListenFailure(error: unknown, name: string, port: number): Error {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return new EstateError(`port ${port} (${name}) is taken; end what listens there or choose --port-offset`);
  }
  return error instanceof Error ? error : new Error(String(error));
}
