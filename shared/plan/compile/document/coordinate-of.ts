import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { eachEntityField } from './entity-fields.ts';

const rootTypes = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };

/** What an operation for a subgraph asks for: `Query.field`, or the types of entities; sorted, and joined with `,`. */
export function coordinateOf(document: DocumentNode): string {
  const coordinates = new Set<string>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const name of fieldNames(node.selectionSet, document)) {
      if (name === '_entities') eachEntityField(document, (_field, type) => coordinates.add(type));
      else if (name !== '__typename') coordinates.add(`${rootTypes[node.operation]}.${name}`);
    }
  }
  return [...coordinates].sort().join(',');
}

function fieldNames({ selections }: SelectionSetNode, document: DocumentNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldNames(selection.selectionSet, document);
    return document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === selection.name.value
        ? fieldNames(node.selectionSet, document)
        : [],
    );
  });
}
