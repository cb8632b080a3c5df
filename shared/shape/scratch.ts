/** Lends the buffer that an answer is written in: one at a time needs it, since nothing waits while it writes. */
export interface Scratch {
  take(): Buffer;
  /** What was written into the buffer that was taken, or into a wider one that replaced it, as bytes that stay. */
  keep(bytes: Buffer, length: number): Buffer;
  /** The buffer is not needed any more. */
  giveBack(bytes: Buffer): void;
}

const firstBytes = 64 * 1024;

/** A buffer that a rare large answer needed is not kept. */
const mostKeptBytes = 8 * 1024 * 1024;

export function createScratch(): Scratch {
  let spare: Buffer | undefined;
  let usualBytes = firstBytes;
  return {
    take() {
      const bytes = spare ?? Buffer.allocUnsafeSlow(usualBytes);
      spare = undefined;
      return bytes;
    },
    keep(bytes, length) {
      // A large answer takes the buffer with it, which costs less than to copy it, unless most of it would be waste.
      if (length > firstBytes && length * 2 > bytes.length) {
        usualBytes = Math.min(mostKeptBytes, length + (length >> 2));
        return bytes.subarray(0, length);
      }
      spare = bytes.length <= mostKeptBytes ? bytes : undefined;
      return Buffer.from(bytes.subarray(0, length));
    },
    giveBack(bytes) {
      if (bytes.length <= mostKeptBytes) spare = bytes;
    },
  };
}
