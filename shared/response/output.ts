import { FrontageError } from '../core/errors.ts';
import { WrittenData } from '../core/written-data.ts';
import type { OutputMemory } from './output-memory.ts';

/**
 * The bytes of a response's text. A socket takes UTF-8, written text can be copied instead of written again, and text of
 * an invalid value is removed by going back to its start.
 *
 * Strings that are concatenated in the same walk were measured: a response of 87 KB costs 2 to 3 times as much once it is
 * flattened and encoded, and causes most of the garbage.
 */
export class Output {
  bytes: Buffer;
  /** The number of bytes written so far. */
  at = 0;
  /** Whether no further string needs an escape. */
  isEscapeFree = false;

  readonly #memory: OutputMemory;
  readonly #maxBytes: number;

  /** Call `close` afterwards. */
  constructor(memory: OutputMemory, maxBytes: number) {
    this.bytes = memory.acquire(firstBytes);
    this.#memory = memory;
    this.#maxBytes = maxBytes;
  }

  /** Makes room for this many more bytes. */
  reserve(count: number): void {
    if (this.at + count > this.bytes.length) this.#grow(count);
  }

  /** Writes precompiled bytes. */
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

  /** Writes text that is already JSON. */
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

  /** Writes the text between two positions again. */
  repeat(start: number, end: number): void {
    this.reserve(end - start);
    this.bytes.copyWithin(this.at, start, end);
    this.at += end - start;
  }

  /** Copies the written text: the next response overwrites it. Throws `FrontageError` RESPONSE_TOO_LARGE. */
  copy(): WrittenData {
    this.#checkSize();
    const { bytes, at } = this;
    if (at < leastPooledBytes) return new WrittenData(Buffer.from(bytes.subarray(0, at)));
    const memory = this.#memory;
    const acquired = memory.acquire(at);
    bytes.copy(acquired, 0, 0, at);
    return new WrittenData(acquired.subarray(0, at), () => memory.release(acquired));
  }

  close(): void {
    this.#memory.release(this.bytes);
  }

  // The size is not checked between two growths: more may be written than allowed, but it is not sent.
  #checkSize(): void {
    if (this.at > this.#maxBytes) throw new FrontageError('RESPONSE_TOO_LARGE');
  }

  #grow(count: number): void {
    this.#checkSize();
    const narrow = this.bytes;
    this.bytes = this.#memory.acquire(Math.max(narrow.length * 2, this.at + count));
    narrow.copy(this.bytes, 0, 0, this.at);
    this.#memory.release(narrow);
  }
}

const firstBytes = 64 * 1024;

/** Smaller buffers are cheaper to allocate than to pool. */
const leastPooledBytes = 2048;

// A call into native code costs as much as about this many steps of a loop.
const longestLooped = 32;

// Bytes of UTF-8 for a unit of UTF-16.
const mostBytesPerUnit = 3;

const lastAscii = 0x7f;
