import { type DocumentNode, parse } from 'graphql';
import { StartError } from '../../core/start-error.ts';
import { readLinks } from './read-links.ts';
import { isUnenforced, type UnenforcedFeature, unenforcedFeatures } from './unenforced-features.ts';

export interface ParsedSubgraph {
  readonly name: string;
  readonly typeDefs: DocumentNode;
}

/**
 * Throws `StartError` for a link of a subgraph that says what it is for where the supergraph has no such link: composition
 * keeps the purpose of Apollo's own specifications only, and the supergraph would look as if nothing had to be enforced.
 */
export function refuseLostLinks(subgraphs: readonly ParsedSubgraph[], supergraphSdl: string): void {
  const kept = new Set(
    readLinks(parse(supergraphSdl))
      .filter(({ purpose }) => purpose !== undefined)
      .map(({ url }) => url),
  );
  const problems = subgraphs.flatMap(({ name, typeDefs }) =>
    readLinks(typeDefs)
      .filter((link) => link.purpose !== undefined && isUnenforced(link) && !kept.has(link.url))
      .map(({ node, url, purpose }) => ({
        file: node.loc?.source.name,
        line: node.loc?.startToken.line,
        message: `[${name}] composition drops the purpose of this link (${url}, for: ${purpose}), and no server would know that it has to enforce it; remove the link, or its \`for\` if the subgraph enforces it by itself`,
      })),
  );
  if (problems.length > 0) throw new StartError(problems);
}

/** One line for each feature that keeps this server from starting, and for each access directive that composition drops. */
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

function describe({ title, places }: UnenforcedFeature): string {
  return `${title}${places}`;
}
