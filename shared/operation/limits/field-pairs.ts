import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../../core/graphql/document-size.ts';

/**
 * Counts the pairs of fields with one response name at one position, fragments expanded: validation compares each pair with all
 * its sub-selections when it checks fields for conflicts. Fragments must not be circular. Stops counting soon after `most`.
 */
export function countFieldPairs(document: DocumentNode, most: number): number {
  const fragments = fragmentsOf(document);
  let pairs = 0;

  function countWithin(sets: readonly SelectionSetNode[]): void {
    const fields = fieldsByName(sets, fragments);
    for (const { length } of fields.values()) pairs += (length * (length - 1)) / 2;
    for (const same of fields.values()) {
      if (pairs > most) return;
      const inner = same.flatMap(({ selectionSet }) => selectionSet ?? []);
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

/** A fragment that is spread twice at one position adds its fields once. */
function fieldsByName(
  sets: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const { value } = selection.name;
        if (spread.has(value)) continue;
        spread.add(value);
        const fragment = fragments.get(value);
        if (fragment !== undefined) collect(fragment.selectionSet);
      } else {
        const name = (selection.alias ?? selection.name).value;
        const same = fields.get(name);
        if (same === undefined) fields.set(name, [selection]);
        else same.push(selection);
      }
    }
  }

  for (const set of sets) collect(set);
  return fields;
}
