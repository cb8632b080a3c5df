import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import type { BroughtField } from '../../../core/compiled-plan.ts';
import { eachEntityField } from './entity-fields.ts';

/** The fields that an operation returns of its objects; `renamed`: keys of merged data by those of the operation. */
export function returnedFields(
  document: DocumentNode,
  isEntityFetch: boolean,
  renamed: ReadonlyMap<string, string>,
): BroughtField[] {
  const found = new Map<string, BroughtField>();
  if (isEntityFetch) eachEntityField(document, add);
  else eachRootField(document, add);
  return [...found.values()];

  function add({ alias, name }: FieldNode, type: string): void {
    if (name.value.startsWith('__')) return;
    const responseKey = alias?.value ?? name.value;
    const key = renamed.get(responseKey) ?? responseKey;
    found.set(`${type} ${key}`, { key, name: name.value, type });
  }
}

// Composition gives the root types of every subgraph these names.
const rootTypes = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

function eachRootField({ definitions }: DocumentNode, see: (field: FieldNode, type: string) => void): void {
  for (const node of definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION) collect(node.selectionSet, rootTypes[node.operation]);
  }

  function collect({ selections }: SelectionSetNode, type: string): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) see(selection, type);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet, selection.typeCondition?.name.value ?? type);
      }
    }
  }
}
