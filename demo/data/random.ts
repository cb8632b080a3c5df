/** A small deterministic generator: the same seed and key give the same sequence on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  unit(): number;
  /** Uniform whole number, both ends included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<Item>(from: readonly Item[]): Item;
  /** `count` different items in random order; all of them if there are fewer. */
  sample<Item>(from: readonly Item[], count: number): Item[];
}

/** Every record draws from its own sequence, so that records can be created lazily and in any order. */
export function randomFor(seed: number, family: string, index = 0): Random {
  let state = hash(`${seed}/${family}/${index}`);

  // mulberry32: 32 bits of state, passes gjrand, ten operations a number.
  function unit(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  function int(min: number, max: number): number {
    return min + Math.floor(unit() * (max - min + 1));
  }

  function pick<Item>(from: readonly Item[]): Item {
    const item = from[int(0, from.length - 1)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  function sample<Item>(from: readonly Item[], count: number): Item[] {
    const rest = new Set<Item>();
    const size = Math.min(count, from.length);
    while (rest.size < size) rest.add(pick(from));
    return [...rest];
  }

  return { unit, int, chance: (probability) => unit() < probability, pick, sample };
}

/** FNV-1a with a final avalanche, so that neighbouring keys start far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
