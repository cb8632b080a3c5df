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
 * Takes what subgraphs compose themselves (`@composeDirective`) out of the specification that it is linked from. Its
 * directives for operations become the graph's own, which clients may use and subgraphs are sent: whatever stays linked is
 * kept from both. What its other directives say of types is of no use to planning, and is left out.
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

/** Neither Apollo's own nor those that say what they are for: whoever does not know these must refuse the supergraph. */
function customFeatures(supergraph: DocumentNode): Link[] {
  return readLinks(supergraph).filter(
    ({ node, url, purpose }) =>
      node.name.value === 'link' && !url.startsWith(apolloSpecs) && purpose === undefined,
  );
}

/** Null when it is for types alone. */
function executablePart(node: DirectiveDefinitionNode): DirectiveDefinitionNode | null {
  const locations = node.locations.filter(({ value }) => executableLocations.has(value));
  return locations.length > 0 ? { ...node, locations } : null;
}

/** The types of this kind that others, and directives, are made with. */
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
  // A set also goes through what is added on the way.
  for (const name of used) {
    const type = types.get(name);
    if (type !== undefined) use(type);
  }
  return used;
}
