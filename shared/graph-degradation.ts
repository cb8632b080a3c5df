import { createHash } from 'node:crypto';
import { buildASTSchema, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Settings } from './config/settings-schema.ts';
import type { ConnectorSubgraph } from './connect/connector-subgraph-definition.ts';
import { sourceOfField } from './connect/source-of-field.ts';
import type { Degradation, DegradationRules } from './core/degradation.ts';
import { compileRules } from './degrade/compile-rules.ts';
import type { UpstreamsOptions } from './upstream/create-upstreams.ts';
import { compileForwardHeaders, type ForwardHeaders } from './upstream/forward-headers.ts';

/** What a graph's description says that degradation depends on. `supergraph`: without connectors. */
export interface DegradableGraph {
  readonly supergraph: DocumentNode;
  readonly connectors: readonly ConnectorSubgraph[];
  readonly upstreams: UpstreamsOptions;
}

/** Throws `StartError` for what is declared of things that the graph does not have, or that do not fit it. */
export function degradationRules(
  { degradation }: Settings,
  { supergraph, connectors, upstreams }: DegradableGraph,
): DegradationRules {
  const { upstreams: byUpstream, types, fields } = degradation;
  let schema: GraphQLSchema | undefined;
  const local = new Map(connectors.map((definition) => [definition.name, definition]));
  return compileRules({
    declared: { upstreams: byUpstream, types, directives: {}, fields },
    schema() {
      // Composed already, and with what a contract hides.
      schema ??= buildASTSchema(supergraph, { assumeValid: true, assumeValidSDL: true });
      return schema;
    },
    subgraphs: [...upstreams.subgraphs.map(({ name }) => name), ...local.keys()],
    sources: upstreams.sources.map(({ id }) => id.source),
    sourceOf(subgraph, typeName, fieldName) {
      const definition = local.get(subgraph);
      return definition && sourceOfField(definition, typeName, fieldName);
    },
  });
}

/** Who an answer is for: the user, and whatever else of a request an upstream is told. */
export function compileAudience({ subgraphs, sources }: UpstreamsOptions): Degradation['audienceOf'] {
  const forwards = new Map<string, ForwardHeaders[]>();
  const upstreams = [...subgraphs, ...sources.map((source) => ({ ...source, name: source.id.subgraph }))];
  for (const { name, headers } of upstreams) {
    const forward = compileForwardHeaders(headers.request, []);
    if (forward !== undefined) forwards.set(name, [...(forwards.get(name) ?? []), forward]);
  }
  return (upstream, { principal, headers }) => {
    const told = (forwards.get(upstream) ?? []).map((forward) => {
      const to: Record<string, string> = {};
      forward(headers, to);
      return Object.entries(to).sort(([a], [b]) => (a < b ? -1 : 1));
    });
    return createHash('sha256')
      .update(JSON.stringify([principal?.subject, told]))
      .digest('base64url');
  };
}
