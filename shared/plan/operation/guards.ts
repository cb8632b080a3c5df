import { type Conditions, holdsWhere, textOf, unconditional } from '../../core/graphql/conditions.ts';

/** When a selection is needed: all conditions of one of the alternatives hold. */
export type Guard = readonly Conditions[];

export const always: Guard = [unconditional];

/** Holds if one of the guards holds. Alternatives that imply another one are left out. */
export function either(one: Guard, other: Guard): Guard {
  if (one === other || one === always || other === always)
    return one === always ? one : other === always ? other : one;
  return simplified([...one, ...other]);
}

/** The alternatives without those that imply another one. */
export function simplified(alternatives: Guard): Guard {
  const kept: Conditions[] = [];
  for (const one of [...alternatives].sort((a, b) => a.size - b.size))
    if (!kept.some((weaker) => holdsWhere(weaker, one))) kept.push(one);
  return kept.some(({ size }) => size === 0) ? always : kept;
}

export function isSameGuard(one: Guard, other: Guard): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  const texts = new Set(one.map(textOf));
  return other.every((conditions) => texts.has(textOf(conditions)));
}
