import type { Part } from './part.ts';

/** The length of `[12]` and the comma after it. */
const referenceLength = 5;
/** The length of `[3,` and `]`. */
const frameLength = 4;

/** The parts that are shorter when they are written once and referenced, and the approximate lengths of all parts. */
export interface Shared {
  has(part: Part): boolean;
  /** The length of a part when it is written out, in characters. */
  lengthOf(part: Part): number;
  /** The length of an occurrence of a part, in characters: of a reference, or of the part itself. */
  lengthAt(part: Part): number;
}

export function findShared(parts: readonly Part[]): Shared {
  const lengths: number[] = [];
  const shared = new Set<Part>();
  const lengthAt = (part: Part): number => (shared.has(part) ? referenceLength : (lengths[part.id] ?? 0));
  for (const part of parts) {
    const length = part.kind === 'scalar' ? part.text.length : frameLength + sum(childrenOf(part), lengthAt);
    lengths[part.id] = length;
    if (part.uses > 1 && length * (part.uses - 1) > referenceLength * part.uses) shared.add(part);
  }
  return { has: (part) => shared.has(part), lengthOf: ({ id }) => lengths[id] ?? 0, lengthAt };
}

function childrenOf(part: Exclude<Part, { kind: 'scalar' }>): readonly Part[] {
  return part.kind === 'list' ? part.items : part.values;
}

function sum(parts: readonly Part[], lengthOf: (part: Part) => number): number {
  let length = 0;
  for (const part of parts) length += lengthOf(part) + 1;
  return length;
}
