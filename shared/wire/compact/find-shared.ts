import type { Part } from './part.ts';

/** Of `[12]` and the comma behind it. */
const referenceLength = 5;
/** Of `[3,` and `]`. */
const frameLength = 4;

/** The parts that are shorter to write once and refer to, and about how long the others are, by id. */
export interface Shared {
  has(part: Part): boolean;
  /** Characters of a part where it is written out. */
  lengthOf(part: Part): number;
  /** Characters at a place of a part: of a reference, or of the part itself. */
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
