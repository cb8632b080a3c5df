import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../../core/graphql/document-size.ts';
import { collectFields, selectionSetsOf } from '../../core/graphql/visit-fields.ts';

/**
 * Counts the pairs of fields with one response name at one position, fragments expanded: validation compares each pair with all
 * its sub-selections when it checks fields for conflicts. Fragments must not be circular. Stops counting soon after `most`.
 */
export function countFieldPairs(document: DocumentNode, most: number): number {
  const fragments = fragmentsOf(document);
  let pairs = 0;

  function countWithin(sets: readonly SelectionSetNode[]): void {
    const fields = collectFields(sets, { fragments });
    for (const { length } of fields.values()) pairs += (length * (length - 1)) / 2;
    for (const same of fields.values()) {
      if (pairs > most) return;
      const inner = selectionSetsOf(same);
      if (inner.length > 0) countWithin(inner);
    }
  }

  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION || node.kind === Kind.FRAGMENT_DEFINITION)
      countWithin([node.selectionSet]);
    if (pairs > most) break;
  }
  return pairs;
}
