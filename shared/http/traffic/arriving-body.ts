/**
 * The part of a request body that has arrived. Pieces are put into one buffer, which grows: thousands of pieces of a few bytes
 * as objects of their own would take much more memory than they have bytes.
 */
export class ArrivingBody {
  readonly startMs: number;
  byteLength = 0;
  #room: Buffer | undefined;

  constructor(startMs: number) {
    this.startMs = startMs;
  }

  append(piece: Buffer): void {
    const end = this.byteLength + piece.length;
    if (this.#room === undefined) this.#room = piece;
    else {
      if (end > this.#room.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(end, 2 * this.#room.length));
        this.#room.copy(larger, 0, 0, this.byteLength);
        this.#room = larger;
      }
      piece.copy(this.#room, this.byteLength);
    }
    this.byteLength = end;
  }

  /** A copy: the first piece may be a part of what the socket reads into. */
  bytes(): Buffer {
    return this.#room === undefined ? Buffer.alloc(0) : Buffer.from(this.#room.subarray(0, this.byteLength));
  }
}
