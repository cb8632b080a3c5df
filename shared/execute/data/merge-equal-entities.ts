import type { EntityGroups } from '../../core/compiled-plan.ts';
import { type DataObject, isDataObject } from '../../core/json/data-object.ts';
import { exactText } from '../../core/json/exact-number.ts';
import { replaceTargets, type Targets } from './select-targets.ts';
import type { Substitutes } from './substitutes.ts';

/** Bounds the comparison of objects: a walk through data that shares parts might not end. */
const maxComparisons = 10_000;
const maxDepth = 32;

/**
 * Replaces objects that are the same entity and have equal data by one object: fetched data is merged into it once, the data
 * below it is visited once, and its text is written once. Objects that differ stay separate, since a subgraph may return
 * different data for one entity at different positions. So do objects with values that are valid at one position only.
 */
export function mergeEqualEntities(
  groups: EntityGroups,
  found: Targets,
  substitutes: Pick<Substitutes, 'isEmpty' | 'isIn'>,
): EntityGroups {
  if (groups.targets.every(({ length }) => length === 1)) return groups;
  const replacements = new Map<DataObject, DataObject>();
  const ofOnePlace = substitutes.isEmpty() ? undefined : substitutes;
  const budget = { comparisons: maxComparisons, ofOnePlace };
  const targets = groups.targets.map((objects) => withoutEqual(objects, replacements, budget));
  if (replacements.size === 0) return groups;
  replaceTargets(found, replacements);
  return { ...groups, targets };
}

interface Budget {
  comparisons: number;
  /** Objects that stay separate. */
  readonly ofOnePlace: Pick<Substitutes, 'isIn'> | undefined;
}

/** Compares with the first object only: objects of one entity are usually equal. */
function withoutEqual(
  objects: readonly DataObject[],
  replacements: Map<DataObject, DataObject>,
  budget: Budget,
): readonly DataObject[] {
  const [first] = objects;
  if (first === undefined || objects.length === 1) return objects;
  return objects.filter((object) => {
    if (object === first || !areEqual(first, object, 0, budget)) return true;
    replacements.set(object, first);
    return false;
  });
}

/** Deep equality of JSON values. */
function areEqual(a: unknown, b: unknown, depth: number, budget: Budget): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (depth === maxDepth || budget.comparisons === 0) return false;
  budget.comparisons -= 1;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++)
      if (!areEqual(a[index], b[index], depth + 1, budget)) return false;
    return true;
  }
  if (!isDataObject(a) || !isDataObject(b)) return false;
  if (budget.ofOnePlace?.isIn(a) === true || budget.ofOnePlace?.isIn(b) === true) return false;
  let count = 0;
  for (const key in a) {
    const other = b[key];
    // An inherited value equals nothing that came from an upstream.
    if (other === undefined || !areEqual(a[key], other, depth + 1, budget)) return false;
    count += 1;
  }
  const isEmpty = count === 0;
  for (const _key in b) count -= 1;
  // An exact number has no keys either.
  return count === 0 && (!isEmpty || exactText(a) === exactText(b));
}
