import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { eachEntityField } from './entity-fields.ts';
import { operationIn } from './operation-in.ts';

const rootTypes = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };

/** The root fields of an operation (`Query.field`), or the types of its entities; sorted, and joined with `,`. */
export function coordinateOf(document: DocumentNode): string {
  const coordinates = new Set<string>();
  const operation = operationIn(document);
  for (const name of operation === undefined ? [] : fieldNames(operation.selectionSet)) {
    if (name === '_entities') eachEntityField(document, (_field, type) => coordinates.add(type));
    else if (name !== '__typename' && operation) coordinates.add(`${rootTypes[operation.operation]}.${name}`);
  }
  return [...coordinates].sort().join(',');
}

function fieldNames({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldNames(selection.selectionSet) : [];
  });
}
