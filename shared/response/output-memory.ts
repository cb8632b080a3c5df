/** Memory that is reused while it is still in the caches of the processor: writing into fresh memory takes twice as long. */
export interface OutputMemory {
  /** Returns at least this many bytes, with arbitrary contents. */
  acquire(byteLength: number): Buffer;
  /** Returns a whole buffer that was acquired. */
  release(memory: Buffer): void;
}

/** Node pools smaller buffers itself. */
const leastExponent = 12;
/** 8 MB: the larger memory of a rare large response is not retained. */
const mostExponent = 23;
/** The bound of all memory that waits to be acquired again. */
const mostSpareBytes = 32 * 1024 * 1024;

/** Creates a pool of buffers of 4 KB, 8 KB and so on. The buffer that was released last is acquired first. */
export function createOutputMemory(): OutputMemory {
  const spares: Buffer[][] = Array.from({ length: mostExponent + 1 }, () => []);
  let spareBytes = 0;
  return {
    acquire(byteLength) {
      const exponent = Math.max(leastExponent, 32 - Math.clz32(Math.max(0, byteLength - 1)));
      const spare = spares[exponent]?.pop();
      if (spare === undefined) return Buffer.allocUnsafeSlow(Math.max(2 ** exponent, byteLength));
      spareBytes -= spare.length;
      return spare;
    },
    release(memory) {
      const { length } = memory;
      const row = spares[31 - Math.clz32(length)];
      if (row === undefined || spareBytes + length > mostSpareBytes) return;
      spareBytes += length;
      row.push(memory);
    },
  };
}
