import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { buildASTSchema, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Settings } from '../../config/settings-schema.ts';
import type { ConnectorSubgraph } from '../../connect/compile/connector-subgraph-definition.ts';
import { sourceOfField } from '../../connect/compile/source-of-field.ts';
import type { PolicyDeclaration } from '../../core/degradation.ts';
import { type Problem, type SourceLocation, StartError } from '../../core/start-error.ts';
import { compileRules } from '../../degradation/compile-rules.ts';
import type { DegradationOptions } from '../../degradation/create-degradation.ts';
import type { DegradationRules } from '../../degradation/field-rule.ts';
import { readDirectives } from '../../degradation/read-directives.ts';
import type { UpstreamsOptions } from '../../upstream/create-upstreams.ts';
import { compileForwardHeaders, type ForwardHeaders } from '../../upstream/headers/forward-headers.ts';
import type { LocatedPolicy } from '../../view/view.ts';

/** The parts of a graph's description that degradation depends on. `supergraph`: without connectors. */
export interface DegradableGraph {
  readonly supergraph: DocumentNode;
  readonly connectors: readonly ConnectorSubgraph[];
  readonly upstreams: UpstreamsOptions;
  /** The declarations in the views of a client, by `Type.field`. */
  readonly views: readonly ReadonlyMap<string, LocatedPolicy>[];
}

export interface DeclaredDegradation {
  readonly rules: DegradationRules;
  /** The text of the directives file; empty without one. */
  readonly text: string;
}

/** Reads and compiles the degradation policies. Throws `StartError` for declarations that do not match the graph. */
export function readDegradation(
  { degradation }: Settings,
  { supergraph, connectors, upstreams, views }: DegradableGraph,
): DeclaredDegradation {
  const { upstreams: byUpstream, types, fields, directives: path } = degradation;
  let built: GraphQLSchema | undefined;
  const schema = (): GraphQLSchema => {
    // Already composed; includes the elements that a contract hides.
    built ??= buildASTSchema(supergraph, { assumeValid: true, assumeValidSDL: true });
    return built;
  };
  const directives = path === undefined ? undefined : readDirectives(path, schema());
  const inViews = joinViews(views, directives?.fields ?? {});
  const local = new Map(connectors.map((definition) => [definition.name, definition]));
  const rules = compileRules({
    declared: {
      upstreams: byUpstream,
      types: { ...directives?.types, ...types },
      directives: { ...directives?.fields, ...inViews.fields },
      fields,
    },
    locationOf: (section, name) =>
      section === 'directives' || (section === 'types' && !Object.hasOwn(types, name))
        ? (inViews.locationOf(name) ?? directives?.locationOf(name))
        : undefined,
    schema,
    subgraphs: [...upstreams.subgraphs.map(({ name }) => name), ...local.keys()],
    sources: upstreams.sources.map(({ id }) => id.source),
    sourceOf(subgraph, typeName, fieldName) {
      const definition = local.get(subgraph);
      return definition && sourceOfField(definition, typeName, fieldName);
    },
  });
  return { rules, text: directives?.text ?? '' };
}

/** Joins the views of a client with its directives file. All must declare the same policy for one field. */
function joinViews(
  views: readonly ReadonlyMap<string, LocatedPolicy>[],
  directives: Readonly<Record<string, PolicyDeclaration>>,
) {
  const fields: Record<string, PolicyDeclaration> = {};
  const locations = new Map<string, SourceLocation>();
  const problems: Problem[] = [];
  for (const [coordinate, { declaration, location }] of views.flatMap((view) => [...view])) {
    const known = fields[coordinate] ?? directives[coordinate];
    if (known !== undefined && !isDeepStrictEqual(known, declaration))
      problems.push({ ...location, message: `conflicting degradation policies for ${coordinate}` });
    fields[coordinate] = declaration;
    locations.set(coordinate, location);
  }
  if (problems.length > 0) throw new StartError(problems);
  return { fields, locationOf: (coordinate: string) => locations.get(coordinate) };
}

/** Compiles the cache partition of a request: the user, and the request headers that are forwarded to the upstream. */
export function compileCachePartition({
  subgraphs,
  sources,
}: UpstreamsOptions): DegradationOptions['cachePartitionOf'] {
  const forwards = new Map<string, ForwardHeaders[]>();
  const upstreams = [...subgraphs, ...sources.map((source) => ({ ...source, name: source.id.subgraph }))];
  for (const { name, headers } of upstreams) {
    const forward = compileForwardHeaders(headers.request, []);
    if (forward !== undefined) forwards.set(name, [...(forwards.get(name) ?? []), forward]);
  }
  return (upstream, { principal, headers }) => {
    const forwarded = (forwards.get(upstream) ?? []).map((forward) => {
      const to: Record<string, string> = {};
      forward(headers, to);
      return Object.entries(to).sort(([a], [b]) => (a < b ? -1 : 1));
    });
    return createHash('sha256')
      .update(JSON.stringify([principal?.subject, forwarded]))
      .digest('base64url');
  };
}
