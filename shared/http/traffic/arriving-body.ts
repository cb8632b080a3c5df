/**
 * The received part of a request body. Chunks are appended to one growing buffer: thousands of small chunks as separate objects
 * would occupy much more memory than their bytes.
 */
export class ArrivingBody {
  readonly startMs: number;
  byteLength = 0;
  #buffer: Buffer | undefined;

  constructor(startMs: number) {
    this.startMs = startMs;
  }

  append(chunk: Buffer): void {
    const end = this.byteLength + chunk.length;
    if (this.#buffer === undefined) this.#buffer = chunk;
    else {
      if (end > this.#buffer.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(end, 2 * this.#buffer.length));
        this.#buffer.copy(larger, 0, 0, this.byteLength);
        this.#buffer = larger;
      }
      chunk.copy(this.#buffer, this.byteLength);
    }
    this.byteLength = end;
  }

  /** Returns a copy: the first chunk may be a slice of the socket's read buffer. */
  bytes(): Buffer {
    return this.#buffer === undefined
      ? Buffer.alloc(0)
      : Buffer.from(this.#buffer.subarray(0, this.byteLength));
  }
}
