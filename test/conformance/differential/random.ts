/** A number from 0 to 2^32 - 1 that the parts determine (FNV-1a, finished as in MurmurHash3). */
export function hashOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  const text = parts.join('\u0000');
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Whether the parts belong to this share of all. */
export function isInShare(share: number, ...parts: readonly (string | number)[]): boolean {
  return hashOf(...parts) < share * 2 ** 32;
}

/** A sequence that its seed determines. */
export class Random {
  readonly #seed: number;
  #drawn = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** From 0 to `below` - 1. */
  integer(below: number): number {
    this.#drawn += 1;
    return hashOf(this.#seed, this.#drawn) % below;
  }

  chance(share: number): boolean {
    return this.integer(1_000_000) < share * 1_000_000;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.integer(items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }
}
