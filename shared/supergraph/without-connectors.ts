import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type SchemaDefinitionNode,
  type SchemaExtensionNode,
  visit,
} from 'graphql';
import { stringArgument } from './read-subgraphs.ts';

const connectSpec = 'https://specs.apollo.dev/connect/';

/**
 * Returns the supergraph in the form that the query planner accepts: a subgraph of connectors is like any other, and
 * the data of its connectors (`@link` to the connect spec, `@join__directive`, its definitions) is removed. Returned
 * unmodified if there is nothing to remove.
 */
export function withoutConnectors(supergraph: DocumentNode): DocumentNode {
  if (!hasConnectors(supergraph)) return supergraph;
  return visit(supergraph, {
    Directive: (node) => (isConnectLink(node) || node.name.value === 'join__directive' ? null : undefined),
    DirectiveDefinition: (node) => (node.name.value === 'join__directive' ? null : undefined),
    ScalarTypeDefinition: (node) => (node.name.value === 'join__DirectiveArguments' ? null : undefined),
  });
}

/** Whether the supergraph links the connect spec, without which no subgraph has connectors. */
export function hasConnectors({ definitions }: DocumentNode): boolean {
  return definitions.some(linksConnect);
}

function linksConnect(definition: DefinitionNode): boolean {
  return isSchemaNode(definition) && (definition.directives ?? []).some(isConnectLink);
}

function isSchemaNode(node: DefinitionNode): node is SchemaDefinitionNode | SchemaExtensionNode {
  return node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION;
}

function isConnectLink(node: DirectiveNode): boolean {
  return node.name.value === 'link' && (stringArgument(node, 'url') ?? '').startsWith(connectSpec);
}
