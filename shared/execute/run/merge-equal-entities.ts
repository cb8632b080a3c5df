import type { EntityGroups } from '../../core/compiled-plan.ts';
import { type DataObject, isDataObject } from '../../core/json/data-object.ts';
import { exactText } from '../../core/json/exact-number.ts';
import type { Substitutes } from '../degradation/substitutes.ts';
import { replaceTargets, type Targets } from './select-targets.ts';

/** So much is compared to find out whether two objects are equal; data that shares parts could be walked without end. */
const maxComparisons = 10_000;
const maxDepth = 32;

/**
 * One object in place of those that are the same entity and have equal data: what is fetched for it is merged once, what
 * is below it is met once, and its text is written once. Objects that differ stay apart, since a subgraph may mean
 * different things by one entity in different places. So do objects with values that hold for one place only.
 */
export function mergeEqualEntities(
  groups: EntityGroups,
  found: Targets,
  substitutes: Pick<Substitutes, 'isEmpty' | 'isIn'>,
): EntityGroups {
  if (groups.targets.every(({ length }) => length === 1)) return groups;
  const replacements = new Map<DataObject, DataObject>();
  const isOfOnePlace = substitutes.isEmpty() ? undefined : substitutes.isIn;
  const budget = { comparisons: maxComparisons, isOfOnePlace };
  const targets = groups.targets.map((objects) => withoutEqual(objects, replacements, budget));
  if (replacements.size === 0) return groups;
  replaceTargets(found, replacements);
  return { ...groups, targets };
}

interface Budget {
  comparisons: number;
  readonly isOfOnePlace: ((object: DataObject) => boolean) | undefined;
}

/** Compares with the first only: equal objects are the rule. */
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
  if (budget.isOfOnePlace?.(a) === true || budget.isOfOnePlace?.(b) === true) return false;
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
