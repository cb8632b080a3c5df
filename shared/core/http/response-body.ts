/** Releases pooled memory: another response may use its bytes from then on. */
export type ReleaseMemory = () => void;

/**
 * The bytes of a response that is being sent.
 *
 * The promises of a request exist from its beginning, and survive several collections of young garbage until the response is
 * complete. They hold the value that they resolve with: if it were the bytes themselves, only a full collection would free
 * these, which takes a process with a large graph longer than many requests. So they resolve with this object, which drops
 * the bytes when they are sent.
 *
 * The memory may be pooled, and then belongs to another response as soon as this one is `sent`. A caller that needs the
 * bytes for longer must copy them or call `retain` before.
 */
export class ResponseBody {
  readonly byteLength: number;
  #bytes: Buffer | undefined;
  #release: ReleaseMemory | undefined;
  #isRetained = false;

  /** `release` releases pooled memory. */
  constructor(bytes: Buffer, release?: ReleaseMemory) {
    this.byteLength = bytes.length;
    this.#bytes = bytes;
    this.#release = release;
  }

  /** Throws a `TypeError` if the bytes were taken. */
  get bytes(): Buffer {
    if (this.#bytes === undefined) throw new TypeError('the bytes of this response were already taken');
    return this.#bytes;
  }

  /** Retains the bytes unchanged from now on, for a body that is sent more than once or held elsewhere. */
  retain(): this {
    this.#isRetained = true;
    this.#release = undefined;
    return this;
  }

  /** Returns the bytes and drops them. */
  take(): Buffer {
    const { bytes } = this;
    if (!this.#isRetained) this.#bytes = undefined;
    return bytes;
  }

  /** Call this when the taken bytes are no longer read. Otherwise the garbage collection frees pooled memory. */
  sent(): void {
    const release = this.#release;
    this.#release = undefined;
    release?.();
  }
}
