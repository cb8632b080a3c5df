import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { responseKeyOf } from '../../../core/graphql/visit-fields.ts';

/** The response keys that a fetch returns for each of its objects, without those of introspection. */
export function returnedKeys(document: DocumentNode, isEntityFetch: boolean): string[] {
  const keys = new Set<string>();
  for (const set of firstSets(document, isEntityFetch)) collect(set, keys);
  return [...keys].filter((key) => !key.startsWith('__'));
}

/** The selection sets that a fetch's data begins with: that of its root fields, or those of its entities. */
export function firstSets({ definitions }: DocumentNode, isEntityFetch: boolean): SelectionSetNode[] {
  return definitions
    .flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? [node] : []))
    .flatMap(({ selectionSet }) => (isEntityFetch ? innerSets(selectionSet) : [selectionSet]));
}

/** The selections below `_entities`. */
function innerSets({ selections }: SelectionSetNode): SelectionSetNode[] {
  return selections.flatMap((selection) =>
    selection.kind === Kind.FIELD && selection.selectionSet ? [selection.selectionSet] : [],
  );
}

function collect({ selections }: SelectionSetNode, keys: Set<string>): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD)
      throw new TypeError('planned operations have no named fragments');
    if (selection.kind === Kind.FIELD) keys.add(responseKeyOf(selection));
    else collect(selection.selectionSet, keys);
  }
}
