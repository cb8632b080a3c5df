/** A syntax error or an unsupported feature in a mapping. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
  /** The offset of the offending character in the mapping's text. */
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/** Returns the message with its location: `line 2, column 14: …`, both 1-based. */
export function locate(error: MappingError, source: string): string {
  const before = source.slice(0, error.offset).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return `line ${before.length}, column ${column}: ${error.message}`;
}
