import { FrontageError } from '../core/errors.ts';
import { WrittenData } from '../core/written-data.ts';
import type { OutputMemory } from './output-memory.ts';

/**
 * Where an answer's text is written, as bytes: UTF-8 is what a socket takes, what was written can be copied instead of
 * being written again, and what does not fit the schema is taken back by going to where it began.
 *
 * Strings were measured against it, put together in the same walk: an answer of 87 KB costs them 2 to 3 times as much
 * once it is flattened and encoded, and most of the garbage.
 */
export class Output {
  bytes: Buffer;
  /** Bytes written so far. */
  at = 0;
  /** Whether no string that comes needs an escape. */
  isEscapeFree = false;

  readonly #memory: OutputMemory;
  readonly #maxBytes: number;

  /** `close` must follow. */
  constructor(memory: OutputMemory, maxBytes: number) {
    this.bytes = memory.lend(firstBytes);
    this.#memory = memory;
    this.#maxBytes = maxBytes;
  }

  /** Makes room for so many bytes more. */
  reserve(count: number): void {
    if (this.at + count > this.bytes.length) this.#grow(count);
  }

  /** Writes bytes that are known beforehand. */
  put(text: Uint8Array): void {
    const count = text.length;
    this.reserve(count);
    const { bytes, at } = this;
    if (count > longestLooped) bytes.set(text, at);
    else for (let index = 0; index < count; index++) bytes[at + index] = text[index] ?? 0;
    this.at = at + count;
  }

  /** Writes one ASCII character. */
  putCharacter(code: number): void {
    this.reserve(1);
    this.bytes[this.at] = code;
    this.at += 1;
  }

  /** Writes text that is JSON already. */
  putText(text: string): void {
    const { length } = text;
    this.reserve(length * mostBytesPerUnit);
    const { bytes, at } = this;
    if (length <= longestLooped) {
      let index = 0;
      for (let unit = 0; index < length; index++) {
        unit = text.charCodeAt(index);
        if (unit > lastAscii) break;
        bytes[at + index] = unit;
      }
      if (index === length) {
        this.at = at + length;
        return;
      }
    }
    this.at = at + bytes.write(text, at, 'utf8');
  }

  /** Writes once more what stands between two places. */
  repeat(start: number, end: number): void {
    this.reserve(end - start);
    this.bytes.copyWithin(this.at, start, end);
    this.at += end - start;
  }

  /** What was written, copied: the next answer is written where this one was. Throws `FrontageError` RESPONSE_TOO_LARGE. */
  copy(): WrittenData {
    this.#checkSize();
    const { bytes, at } = this;
    if (at < leastLentBytes) return new WrittenData(Buffer.from(bytes.subarray(0, at)));
    const memory = this.#memory;
    const lent = memory.lend(at);
    bytes.copy(lent, 0, 0, at);
    return new WrittenData(lent.subarray(0, at), () => memory.giveBack(lent));
  }

  close(): void {
    this.#memory.giveBack(this.bytes);
  }

  // Between two growths nobody looks, so that more may be written than is allowed, but not sent.
  #checkSize(): void {
    if (this.at > this.#maxBytes) throw new FrontageError('RESPONSE_TOO_LARGE');
  }

  #grow(count: number): void {
    this.#checkSize();
    const narrow = this.bytes;
    this.bytes = this.#memory.lend(Math.max(narrow.length * 2, this.at + count));
    narrow.copy(this.bytes, 0, 0, this.at);
    this.#memory.giveBack(narrow);
  }
}

const firstBytes = 64 * 1024;

/** Smaller ones are cheaper to allocate than to lend. */
const leastLentBytes = 2048;

// A call into native code costs as much as about this many steps of a loop.
const longestLooped = 32;

// Of UTF-8 for a unit of UTF-16.
const mostBytesPerUnit = 3;

const lastAscii = 0x7f;
