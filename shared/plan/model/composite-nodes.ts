import {
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type UnionTypeDefinitionNode,
} from 'graphql';

/** The definition of a type whose values are objects. */
export type CompositeNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode | UnionTypeDefinitionNode;

/** The composite types of a document by name. */
export function compositeNodes({ definitions }: DocumentNode): ReadonlyMap<string, CompositeNode> {
  return new Map(
    definitions.flatMap((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION ||
      node.kind === Kind.INTERFACE_TYPE_DEFINITION ||
      node.kind === Kind.UNION_TYPE_DEFINITION
        ? [[node.name.value, node] as const]
        : [],
    ),
  );
}
