import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';

/*
 * A position is where a value stands in the merged data, lists and types left out: `users.reviews.product`. Comparing
 * what one fetch brings with what another needs tells which of them must wait for the other.
 */

/** The positions that a fetch fills. */
export function positionsBrought(
  document: DocumentNode,
  path: readonly string[],
  isEntityFetch: boolean,
): Set<string> {
  const positions = new Set<string>();
  for (const set of firstSets(document, isEntityFetch)) collect(set, withoutLists(path), positions);
  return positions;
}

/** The response keys that a fetch brings to each of its objects. */
export function keysBrought(document: DocumentNode, isEntityFetch: boolean): string[] {
  const depth = 1;
  const positions = positionsBrought(document, [], isEntityFetch);
  return [...positions].filter(
    (position) => position.split('.').length === depth && !position.startsWith('__'),
  );
}

/** The selection sets that a fetch's data begins with: that of its root fields, or those of its entities. */
export function firstSets(document: DocumentNode, isEntityFetch: boolean): SelectionSetNode[] {
  return operationsOf(document).flatMap(({ selectionSet }) =>
    isEntityFetch ? innerSets(selectionSet) : [selectionSet],
  );
}

/** The keys of a path. */
export function withoutLists(path: readonly string[]): string[] {
  return path.filter((key) => key !== '@');
}

function operationsOf(document: DocumentNode): { selectionSet: SelectionSetNode }[] {
  return document.definitions.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? [node] : []));
}

/** The selections below `_entities`. */
function innerSets({ selections }: SelectionSetNode): SelectionSetNode[] {
  return selections.flatMap((selection) =>
    selection.kind === Kind.FIELD && selection.selectionSet ? [selection.selectionSet] : [],
  );
}

function collect({ selections }: SelectionSetNode, path: readonly string[], positions: Set<string>): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD)
      throw new TypeError('planned operations have no named fragments');
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      collect(selection.selectionSet, path, positions);
      continue;
    }
    const here = [...path, selection.alias?.value ?? selection.name.value];
    positions.add(here.join('.'));
    if (selection.selectionSet) collect(selection.selectionSet, here, positions);
  }
}
