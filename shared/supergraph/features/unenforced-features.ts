import type { DocumentNode } from 'graphql';
import { implementedFeatures } from '../../core/graphql/supergraph-features.ts';
import { type AppliedDirective, appliedDirectives } from './applied-directives.ts';
import { type Link, readLinks } from './read-links.ts';

/** A feature that a schema requires and that this server would ignore. */
export interface UnenforcedFeature {
  /** The line of its link or its first directive, 1-based. */
  readonly line: number | undefined;
  /** Its directives, and its URL and purpose if it has them. */
  readonly title: string;
  /** The first coordinates that it is applied to, and the number of further ones; empty if there are none. */
  readonly locations: string;
  /** Whether a link declares it; otherwise a directive is applied without a link. */
  readonly isLinked: boolean;
}

const apolloSpecs = 'https://specs.apollo.dev/';
/** The directives that restrict access, with or without a purpose of their link. */
const accessDirectives: ReadonlySet<string> = new Set(['authenticated', 'requiresScopes', 'policy']);
const maxShownLocations = 5;

/**
 * Returns the features that must not be ignored (link spec: `for: SECURITY`, `for: EXECUTION`) and are not implemented,
 * and the access directives of Federation in any form: renamed, with a namespace, of any version, without a link.
 */
export function unenforcedFeatures(schema: DocumentNode): UnenforcedFeature[] {
  const links = readLinks(schema);
  const applied = [...appliedDirectives(schema)];
  const unenforced = links.filter(isUnenforced);
  const linked = unenforced.map((link) => describeLink(link, applied, schema));
  const unlinked = applied.filter(
    ({ name }) =>
      accessDirectives.has(baseName(name)) &&
      !unenforced.some((link) => link.owns(name, true)) &&
      !links.some((link) => !isOfApollo(link) && link.owns(name, true)),
  );
  return [...linked, ...describeOthers(unlinked, links)];
}

/** Whether the executing server must implement the features of a link, and this server does not. */
export function isUnenforced(link: Link): boolean {
  if (link.purpose !== undefined && !implementedFeatures.has(withoutTrailingSlash(link.url))) return true;
  if (!isOfApollo(link)) return false;
  return (
    accessDirectives.has(link.specification) ||
    link.imports.some((name) => accessDirectives.has(name.replace(/^@/, '')))
  );
}

function isOfApollo({ url }: Link): boolean {
  return url.startsWith(apolloSpecs);
}

function withoutTrailingSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}

/** `@federation__authenticated` → `authenticated`. */
function baseName(name: string): string {
  return name.slice(name.lastIndexOf('__') + 1).replace(/^_/, '');
}

function describeLink(
  link: Link,
  applied: readonly AppliedDirective[],
  { definitions }: DocumentNode,
): UnenforcedFeature {
  const own = applied.filter(({ node, name }) => node !== link.node && link.owns(name, true));
  const defined = definitions.flatMap((node) =>
    node.kind === 'DirectiveDefinition' && link.owns(node.name.value, true) ? [node.name.value] : [],
  );
  const names = new Set([...own.map(({ name }) => name), ...defined]);
  if (names.size === 0) names.add(link.specification);
  const purpose = link.purpose === undefined ? '' : `, for: ${link.purpose}`;
  return {
    line: link.node.loc?.startToken.line,
    title: `${[...names].map((name) => `@${name}`).join(', ')} (${link.url}${purpose})`,
    locations: describeLocations(own),
    isLinked: true,
  };
}

/** Describes the access directives whose own specification is not linked. */
function describeOthers(applied: readonly AppliedDirective[], links: readonly Link[]): UnenforcedFeature[] {
  const names = new Set(applied.map(({ name }) => name));
  return [...names].map((name) => {
    const own = applied.filter((one) => one.name === name);
    const link = links.find((one) => one.owns(name, true));
    return {
      line: own[0]?.node.loc?.startToken.line,
      title: `@${name} (${link?.url ?? 'without a @link'})`,
      locations: describeLocations(own),
      isLinked: link !== undefined,
    };
  });
}

function describeLocations(applied: readonly AppliedDirective[]): string {
  const coordinates = [...new Set(applied.map(({ coordinate }) => coordinate))];
  if (coordinates.length === 0) return '';
  const more = coordinates.length - maxShownLocations;
  return ` at ${coordinates.slice(0, maxShownLocations).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
