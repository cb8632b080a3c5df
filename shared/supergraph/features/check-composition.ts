import { type DocumentNode, parse } from 'graphql';
import { StartError } from '../../core/start-error.ts';
import { readLinks } from './read-links.ts';
import { isUnenforced, type UnenforcedFeature, unenforcedFeatures } from './unenforced-features.ts';

export interface ParsedSubgraph {
  readonly name: string;
  readonly typeDefs: DocumentNode;
}

/**
 * Throws `StartError` for a subgraph link with a purpose that is missing in the supergraph. Composition only retains
 * the purpose of Apollo's own specifications, so that the supergraph would look as if nothing had to be enforced.
 */
export function refuseLostLinks(subgraphs: readonly ParsedSubgraph[], supergraphSdl: string): void {
  const retained = new Set(
    readLinks(parse(supergraphSdl))
      .filter(({ purpose }) => purpose !== undefined)
      .map(({ url }) => url),
  );
  const problems = subgraphs.flatMap(({ name, typeDefs }) =>
    readLinks(typeDefs)
      .filter((link) => link.purpose !== undefined && isUnenforced(link) && !retained.has(link.url))
      .map(({ node, url, purpose }) => ({
        file: node.loc?.source.name,
        line: node.loc?.startToken.line,
        message: `[${name}] composition drops the purpose of this link (${url}, for: ${purpose}), so that no server would enforce it; remove the link, or its \`for\` if the subgraph enforces it by itself`,
      })),
  );
  if (problems.length > 0) throw new StartError(problems);
}

/**
 * Returns one line for each feature that prevents this server from starting, and for each access directive that
 * composition drops.
 */
export function compositionWarnings(subgraphs: readonly ParsedSubgraph[], supergraphSdl: string): string[] {
  const unlinked = subgraphs.flatMap(({ name, typeDefs }) =>
    unenforcedFeatures(typeDefs)
      .filter(({ isLinked }) => !isLinked)
      .map(
        (feature) => `[${name}] ${describe(feature)}: composition drops it; only the subgraph can enforce it`,
      ),
  );
  const refused = unenforcedFeatures(parse(supergraphSdl)).map(
    (feature) =>
      `${describe(feature)}: this server does not enforce it, and does not start with this supergraph`,
  );
  return [...unlinked, ...refused];
}

function describe({ title, locations }: UnenforcedFeature): string {
  return `${title}${locations}`;
}
