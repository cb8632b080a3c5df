/** Takes back memory that was lent: its bytes are another answer's from then on. */
export type ReleaseMemory = () => void;

/**
 * The bytes of an answer on their way out.
 *
 * The promises of a request are there from its beginning, and survive several collections of young garbage until it is
 * answered. What they resolve with, they hold: were it the bytes themselves, these would only be freed by a full collection,
 * which takes a process with a large graph longer than many requests. So they resolve with this, which lets go of the
 * bytes when they are sent.
 *
 * The memory may be lent, and then is another answer's as soon as this one is `sent`. Before, whoever wants the bytes for
 * longer copies them or calls `keep`.
 */
export class ResponseBody {
  readonly byteLength: number;
  #bytes: Buffer | undefined;
  #giveBack: ReleaseMemory | undefined;
  #isKept = false;

  /** `giveBack`: of lent memory. */
  constructor(bytes: Buffer, giveBack?: ReleaseMemory) {
    this.byteLength = bytes.length;
    this.#bytes = bytes;
    this.#giveBack = giveBack;
  }

  /** Throws `TypeError` when they were let go of. */
  get bytes(): Buffer {
    if (this.#bytes === undefined) throw new TypeError('the bytes of this answer were taken already');
    return this.#bytes;
  }

  /** From now on the bytes stay as they are: they are sent more than once, or held by others. */
  keep(): this {
    this.#isKept = true;
    this.#giveBack = undefined;
    return this;
  }

  /** Gives the bytes and lets go of them. */
  take(): Buffer {
    const { bytes } = this;
    if (!this.#isKept) this.#bytes = undefined;
    return bytes;
  }

  /** Nobody reads any more what was taken. If this is never said, lent memory is left to the garbage collection. */
  sent(): void {
    const giveBack = this.#giveBack;
    this.#giveBack = undefined;
    giveBack?.();
  }
}
