import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';

/** The requested operation of a document. */
export interface ClientOperation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: readonly VariableDefinitionNode[];
}

/** Finds the operation in a validated document that contains it; the first one if no name is given. */
export function readOperation(document: DocumentNode, name: string | undefined): ClientOperation {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let definition: OperationDefinitionNode | undefined;
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    if (name === undefined || name === '' || node.name?.value === name) definition ??= node;
  }
  if (definition === undefined) throw new TypeError('the document does not hold the operation');
  return { definition, fragments, variables: definition.variableDefinitions ?? [] };
}
