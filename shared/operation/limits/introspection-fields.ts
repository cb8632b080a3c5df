import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { fragmentsOf, isIntrospection } from '../../core/document-size.ts';

/** The most introspection fields, by response name, that one operation of the document has at its root. */
export function countIntrospection(document: DocumentNode): number {
  const fragments = fragmentsOf(document);

  function collect({ selections }: SelectionSetNode, names: Set<string>, spread: Set<string>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, names, spread);
      else if (selection.kind === Kind.FIELD) {
        const { alias, name } = selection;
        if (isIntrospection(name.value)) names.add((alias ?? name).value);
      } else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) collect(fragment.selectionSet, names, spread);
      }
    }
  }

  let most = 0;
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const names = new Set<string>();
    collect(node.selectionSet, names, new Set());
    most = Math.max(most, names.size);
  }
  return most;
}
