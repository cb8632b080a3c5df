import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import type { CompiledFetch } from '../../../core/compiled-plan.ts';
import { type Conditions, conditionsOf, textOf, unconditional } from '../../../core/graphql/conditions.ts';
import { firstSets } from './returned-keys.ts';

/** More alternatives than these cost as much to check as the call that they may save. */
const maxAlternatives = 8;

/** When a fetch selects anything of its objects: where all conditions of one alternative hold. None: always. */
export function fetchConditions(
  document: DocumentNode,
  isEntityFetch: boolean,
  isObjectType: (name: string) => boolean,
): CompiledFetch['conditions'] {
  const alternatives = new Map<string, Conditions>();
  for (const set of firstSets(document, isEntityFetch)) collect(set, unconditional, false);
  const weakest = [...alternatives.values()].some(({ size }) => size === 0);
  const isOpen = weakest || alternatives.size === 0 || alternatives.size > maxAlternatives;
  const all = isOpen ? [] : [...alternatives.values()];
  return all
    .filter(({ size }) => size > 0)
    .map((conditions) => Array.from(conditions, ([variable, value]) => ({ variable, value })));

  /** `isKnown`: whether the name of the object's type is known before the fetch is made. */
  function collect({ selections }: SelectionSetNode, around: Conditions, isKnown: boolean): void {
    for (const selection of selections) {
      const conditions = conditionsOf(selection, around);
      if (conditions === undefined || selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.FIELD) {
        if (!isKnown || selection.name.value !== '__typename')
          alternatives.set(textOf(conditions), conditions);
      } else {
        const type = selection.typeCondition?.name.value;
        const isEntity = type !== undefined && isEntityFetch && isObjectType(type);
        collect(selection.selectionSet, conditions, isKnown || isEntity);
      }
    }
  }
}
