/** Lends the buffer that answers are written in: one at a time needs it, since nothing waits while it writes. */
export interface Scratch {
  take(): Buffer;
  /** Takes back what was lent, or a wider one that replaced it. */
  giveBack(bytes: Buffer): void;
}

const firstBytes = 64 * 1024;

/** A buffer that a rare large answer needed is not kept. */
const mostKeptBytes = 8 * 1024 * 1024;

export function createScratch(): Scratch {
  let spare: Buffer | undefined;
  return {
    take() {
      const bytes = spare ?? Buffer.allocUnsafeSlow(firstBytes);
      spare = undefined;
      return bytes;
    },
    giveBack(bytes) {
      if (bytes.length <= mostKeptBytes) spare = bytes;
    },
  };
}
