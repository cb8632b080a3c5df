import type { DocumentNode } from 'graphql';
import { implementedFeatures } from '../../core/graphql/supergraph-features.ts';
import { directivePlaces, type PlacedDirective } from './directive-places.ts';
import { type Link, readLinks } from './read-links.ts';

/** A feature that a schema demands and that this server would ignore. */
export interface UnenforcedFeature {
  /** 1-based, where its link or its first directive is. */
  readonly line: number | undefined;
  /** Its directives, and its URL and purpose as far as there are any. */
  readonly title: string;
  /** Where it applies, as far as it does: the first places, and how many there are. */
  readonly places: string;
  /** Whether a link names it; else a directive is applied that no link explains. */
  readonly isLinked: boolean;
}

const apolloSpecs = 'https://specs.apollo.dev/';
/** They restrict access whether their link says so or not. */
const accessDirectives: ReadonlySet<string> = new Set(['authenticated', 'requiresScopes', 'policy']);
const shownPlaces = 5;

/**
 * The features that must not be ignored (link spec: `for: SECURITY`, `for: EXECUTION`) and are not implemented, and the
 * access directives of Federation in whatever form: renamed, with a namespace, of any version, without a link.
 */
export function unenforcedFeatures(schema: DocumentNode): UnenforcedFeature[] {
  const links = readLinks(schema);
  const placed = [...directivePlaces(schema)];
  const unenforced = links.filter(isUnenforced);
  const linked = unenforced.map((link) => describeLink(link, placed, schema));
  const unlinked = placed.filter(
    ({ name }) =>
      accessDirectives.has(baseName(name)) &&
      !unenforced.some((link) => link.owns(name, true)) &&
      !links.some((link) => !isOfApollo(link) && link.owns(name, true)),
  );
  return [...linked, ...describeOthers(unlinked, links)];
}

/** Whether a link's features must be understood by whoever executes the schema, and are not implemented here. */
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

/** Of `@federation__authenticated`: `authenticated`. */
function baseName(name: string): string {
  return name.slice(name.lastIndexOf('__') + 1).replace(/^_/, '');
}

function describeLink(
  link: Link,
  placed: readonly PlacedDirective[],
  { definitions }: DocumentNode,
): UnenforcedFeature {
  const own = placed.filter(({ node, name }) => node !== link.node && link.owns(name, true));
  const defined = definitions.flatMap((node) =>
    node.kind === 'DirectiveDefinition' && link.owns(node.name.value, true) ? [node.name.value] : [],
  );
  const names = new Set([...own.map(({ name }) => name), ...defined]);
  if (names.size === 0) names.add(link.specification);
  const purpose = link.purpose === undefined ? '' : `, for: ${link.purpose}`;
  return {
    line: link.node.loc?.startToken.line,
    title: `${[...names].map((name) => `@${name}`).join(', ')} (${link.url}${purpose})`,
    places: describePlaces(own),
    isLinked: true,
  };
}

/** Access directives whose own specification is not linked. */
function describeOthers(placed: readonly PlacedDirective[], links: readonly Link[]): UnenforcedFeature[] {
  const names = new Set(placed.map(({ name }) => name));
  return [...names].map((name) => {
    const own = placed.filter((one) => one.name === name);
    const link = links.find((one) => one.owns(name, true));
    return {
      line: own[0]?.node.loc?.startToken.line,
      title: `@${name} (${link?.url ?? 'no @link says where it is from'})`,
      places: describePlaces(own),
      isLinked: link !== undefined,
    };
  });
}

function describePlaces(placed: readonly PlacedDirective[]): string {
  const coordinates = [...new Set(placed.map(({ coordinate }) => coordinate))];
  if (coordinates.length === 0) return '';
  const more = coordinates.length - shownPlaces;
  return ` at ${coordinates.slice(0, shownPlaces).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
