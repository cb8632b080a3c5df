/**
 * The bytes of an answer on their way out.
 *
 * The promises of a request are there from its beginning, and survive several collections of young garbage until it is
 * answered. What they resolve with, they hold: were it the bytes themselves, these would only be freed by a full collection,
 * which takes a process with a large graph longer than many requests. So they resolve with this, which lets go of the
 * bytes when they are sent.
 */
export class AnswerBody {
  readonly byteLength: number;
  #bytes: Buffer | undefined;
  #isKept = false;

  constructor(bytes: Buffer) {
    this.byteLength = bytes.length;
    this.#bytes = bytes;
  }

  /** Throws `TypeError` when they were let go of. */
  get bytes(): Buffer {
    if (this.#bytes === undefined) throw new TypeError('the bytes of this answer were taken already');
    return this.#bytes;
  }

  /** From now on `take` leaves the bytes where they are: they are sent more than once. */
  keep(): this {
    this.#isKept = true;
    return this;
  }

  /** Gives the bytes and lets go of them. */
  take(): Buffer {
    const { bytes } = this;
    if (!this.#isKept) this.#bytes = undefined;
    return bytes;
  }
}
