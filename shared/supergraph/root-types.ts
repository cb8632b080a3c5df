import { type DocumentNode, Kind, type SchemaDefinitionNode } from 'graphql';

/** Returns the names of the root types; the default names if the schema does not define them. */
export function rootTypes(document: DocumentNode): {
  readonly query: string;
  readonly mutation: string;
  readonly subscription: string;
} {
  const roots = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };
  for (const { operation, type } of schemaDefinition(document)?.operationTypes ?? []) {
    roots[operation] = type.name.value;
  }
  return roots;
}

export function schemaDefinition(document: DocumentNode): SchemaDefinitionNode | undefined {
  return document.definitions.find((node) => node.kind === Kind.SCHEMA_DEFINITION);
}
