import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** The operation of a fetch. */
export function operationIn({ definitions }: DocumentNode): OperationDefinitionNode | undefined {
  return definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
}

/** Calls `see` for every field of the operation. `depth`: 1 for root fields. */
export function everyField(document: DocumentNode, see: (field: FieldNode, depth: number) => void): void {
  const operation = operationIn(document);
  if (operation !== undefined) walk(operation.selectionSet, 1, see);
}

function walk(
  { selections }: SelectionSetNode,
  depth: number,
  see: (field: FieldNode, depth: number) => void,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      walk(selection.selectionSet, depth, see);
      continue;
    }
    see(selection, depth);
    if (selection.selectionSet) walk(selection.selectionSet, depth + 1, see);
  }
}
