import {
  type DefinitionNode,
  type DirectiveDefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  isTypeDefinitionNode,
  type TypeDefinitionNode,
  visit,
} from 'graphql';
import { executableLocations } from './executable-locations.ts';
import { type Link, readLinks } from './features/read-links.ts';

const apolloSpecs = 'https://specs.apollo.dev/';

/**
 * Removes the links of specifications whose directives subgraphs compose (`@composeDirective`). Their executable
 * directives become directives of the graph, which clients may use and which are sent to subgraphs; linked directives
 * are hidden from both. Their type system directives are removed, because planning does not use them.
 */
export function publishComposedDirectives(supergraph: DocumentNode): DocumentNode {
  const features = customFeatures(supergraph);
  if (features.length === 0) return supergraph;
  const links: ReadonlySet<DirectiveNode> = new Set(features.map(({ node }) => node));
  const isOwned = (name: string, isDirective: boolean): boolean =>
    features.some((feature) => feature.owns(name, isDirective));
  const unlinked = visit(supergraph, {
    Directive: (node) => (links.has(node) || isOwned(node.name.value, true) ? null : undefined),
    DirectiveDefinition: (node) => (isOwned(node.name.value, true) ? executablePart(node) : undefined),
  });
  const used = usedTypes(unlinked, (name) => isOwned(name, false));
  const definitions = unlinked.definitions.filter(
    (node) => !isTypeDefinitionNode(node) || !isOwned(node.name.value, false) || used.has(node.name.value),
  );
  return { ...unlinked, definitions };
}

/**
 * Returns the links that are neither Apollo's own nor have a purpose. A server that does not implement a feature with a
 * purpose must refuse the supergraph.
 */
function customFeatures(supergraph: DocumentNode): Link[] {
  return readLinks(supergraph).filter(
    ({ node, url, purpose }) =>
      node.name.value === 'link' && !url.startsWith(apolloSpecs) && purpose === undefined,
  );
}

/** Returns the definition with its executable locations; null if it has none. */
function executablePart(node: DirectiveDefinitionNode): DirectiveDefinitionNode | null {
  const locations = node.locations.filter(({ value }) => executableLocations.has(value));
  return locations.length > 0 ? { ...node, locations } : null;
}

/** Returns the types of the specification that other types or directives refer to. */
function usedTypes({ definitions }: DocumentNode, isOwned: (name: string) => boolean): ReadonlySet<string> {
  const types = new Map<string, TypeDefinitionNode>();
  const used = new Set<string>();
  const use = (node: DefinitionNode): void => {
    visit(node, { NamedType: ({ name }) => void used.add(name.value) });
  };
  for (const node of definitions) {
    if (isTypeDefinitionNode(node) && isOwned(node.name.value)) types.set(node.name.value, node);
    else use(node);
  }
  // Iteration over a set includes the elements that are added during it.
  for (const name of used) {
    const type = types.get(name);
    if (type !== undefined) use(type);
  }
  return used;
}
