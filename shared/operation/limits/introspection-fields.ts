import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { fragmentsOf, isIntrospection } from '../../core/graphql/document-size.ts';

/** The introspection fields at the root of an operation, by response name. */
export interface IntrospectionFields {
  readonly all: number;
  readonly schema: number;
}

/** The largest number in one operation of a document. */
export function countIntrospection(document: DocumentNode): IntrospectionFields {
  const fragments = fragmentsOf(document);

  function collect({ selections }: SelectionSetNode, names: Map<string, boolean>, spread: Set<string>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, names, spread);
      else if (selection.kind === Kind.FIELD) {
        const { alias, name } = selection;
        if (isIntrospection(name.value)) names.set((alias ?? name).value, name.value === '__schema');
      } else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) collect(fragment.selectionSet, names, spread);
      }
    }
  }

  let all = 0;
  let schema = 0;
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const names = new Map<string, boolean>();
    collect(node.selectionSet, names, new Set());
    all = Math.max(all, names.size);
    schema = Math.max(schema, [...names.values()].filter((isSchema) => isSchema).length);
  }
  return { all, schema };
}
