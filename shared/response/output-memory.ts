/** Memory that is used again while the processor still has it in its caches: to write into fresh memory takes twice as long. */
export interface OutputMemory {
  /** At least so many bytes, with anything in them. */
  lend(byteLength: number): Buffer;
  /** Takes back what was lent, whole. */
  giveBack(memory: Buffer): void;
}

/** Below it Node has a pool of its own. */
const leastExponent = 12;
/** 8 MB: what a rare large answer needed is not kept. */
const mostExponent = 23;
/** Of all that waits to be lent again. */
const mostSpareBytes = 32 * 1024 * 1024;

/** Pieces of 4 KB, 8 KB and so on; the one that came back last is lent first. */
export function createOutputMemory(): OutputMemory {
  const spares: Buffer[][] = Array.from({ length: mostExponent + 1 }, () => []);
  let spareBytes = 0;
  return {
    lend(byteLength) {
      const exponent = Math.max(leastExponent, 32 - Math.clz32(Math.max(0, byteLength - 1)));
      const spare = spares[exponent]?.pop();
      if (spare === undefined) return Buffer.allocUnsafeSlow(Math.max(2 ** exponent, byteLength));
      spareBytes -= spare.length;
      return spare;
    },
    giveBack(memory) {
      const { length } = memory;
      const row = spares[31 - Math.clz32(length)];
      if (row === undefined || spareBytes + length > mostSpareBytes) return;
      spareBytes += length;
      row.push(memory);
    },
  };
}
