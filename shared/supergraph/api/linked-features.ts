import { type DocumentNode, Kind } from 'graphql';
import { implementedFeatures } from '../../core/graphql/supergraph-features.ts';
import { type Link, readLinks } from '../features/read-links.ts';

const apolloSpecs = 'https://specs.apollo.dev/';
/** The specifications whose meaning depends on the version, so that another version must be refused. */
const versioned: ReadonlySet<string> = new Set(['core', 'link', 'join', 'context', 'cost', 'inaccessible']);

export interface LinkedFeatures {
  readonly links: readonly Link[];
  readonly problems: readonly string[];
}

/**
 * Returns the specifications that a supergraph links, itself or through the older `@core`, and what is wrong with the
 * links: nothing else of an invalid link can be trusted. The links that composition has recorded (`@join__directive`) are
 * those of subgraphs, and not included.
 */
export function linkedFeatures(supergraph: DocumentNode): LinkedFeatures {
  const own = readLinks(supergraph).filter(({ node }) => node.name.value !== 'join__directive');
  const itself = own.find(
    ({ url, node, alias }) =>
      /^https:\/\/specs\.apollo\.dev\/(?:core|link)\/v/.test(url) && node.name.value === alias,
  );
  if (itself === undefined) {
    return { links: [], problems: ['its schema does not link the specification of links (@link or @core)'] };
  }
  const links = own.filter(({ node }) => node.name.value === itself.alias);
  const problems = links.flatMap((link) => linkProblems(link, itself));
  return { links, problems: [...problems, ...conflicts(links), ...joinProblems(supergraph, links)] };
}

function linkProblems(link: Link, itself: Link): string[] {
  const { url, specification, purpose } = link;
  const base = url.endsWith('/') ? url.slice(0, -1) : url;
  const isKnown = implementedFeatures.has(base);
  if (purpose !== undefined && itself.url === `${apolloSpecs}core/v0.1`)
    return [`the link of ${url} has a purpose, which core v0.1 does not have; link core v0.2`];
  if (purpose !== undefined && !isKnown) return [`feature ${url} is for: ${purpose} but is unsupported`];
  if (!isKnown && url.startsWith(apolloSpecs) && versioned.has(specification))
    return [`the link of ${url} is of a version that is not supported`];
  return [];
}

/** Names that could be of two specifications. */
function conflicts(links: readonly Link[]): string[] {
  const seen = new Map<string, string>();
  const problems: string[] = [];
  const add = (kind: string, name: string, url: string): void => {
    const other = seen.get(`${kind} ${name}`);
    if (other !== undefined)
      problems.push(`the links of ${other} and of ${url} have the same ${kind} ${name}`);
    seen.set(`${kind} ${name}`, url);
  };
  for (const { url, alias, localImports } of links) {
    add('specification', url.replace(/\/v\d+\.\d+\/?$/, ''), url);
    add('name', alias, url);
    for (const name of localImports) add('imported element', name, url);
  }
  return problems;
}

function joinProblems({ definitions }: DocumentNode, links: readonly Link[]): string[] {
  if (!links.some(({ url }) => url.startsWith(`${apolloSpecs}join/`)))
    return ['its schema does not link the join specification'];
  const graphs = definitions.find(
    (node) => node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph',
  );
  const values = graphs?.kind === Kind.ENUM_TYPE_DEFINITION ? (graphs.values ?? []) : [];
  return values
    .filter(({ directives = [] }) => !directives.some(({ name }) => name.value === 'join__graph'))
    .map(({ name }) => `join__Graph.${name.value} has no @join__graph`);
}
