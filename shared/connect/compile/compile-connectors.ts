import {
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import { type Problem, StartError } from '../../core/start-error.ts';
import { collectingProblems, refuse } from '../directive-problems.ts';
import { type CompiledConnector, compileConnector, type SubgraphScope } from './compile-connector.ts';
import { compileSource, type Source } from './compile-source.ts';
import type {
  Connector,
  ConnectorSource,
  ConnectorSubgraph,
  EntityConnector,
} from './connector-subgraph-definition.ts';
import { fieldsOfRepresentations, resolvableKeys } from './key-fields.ts';
import { type JoinedDirective, readDirectives } from './read-directives.ts';

export interface ConnectorsInput {
  /** The composed supergraph. */
  readonly supergraph: DocumentNode;
  /** The federation schema of every subgraph that has connectors, by its name. */
  readonly subgraphSchemas: ReadonlyMap<string, GraphQLSchema>;
  /** Values of `$config`, by `subgraph.source`. */
  readonly config?: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** The supported versions of the specification. */
const supportedLink = /^https:\/\/specs\.apollo\.dev\/connect\/v0\.[123]$/;

/**
 * Reads and compiles every connector of a supergraph.
 * Throws a `StartError` with all mistakes and unsupported features.
 */
export function compileConnectors(input: ConnectorsInput): ConnectorSubgraph[] {
  const directives = readDirectives(input.supergraph);
  checkLinks(directives);
  const own = directives.filter(({ name }) => name === 'source' || name === 'connect');
  const subgraphs = [...new Set(own.map(({ subgraph }) => subgraph))];
  return collectingProblems(subgraphs, (subgraph) =>
    compileSubgraph(
      subgraph,
      own.filter((directive) => directive.subgraph === subgraph),
      input,
    ),
  );
}

function checkLinks(directives: readonly JoinedDirective[]): void {
  collectingProblems(directives, ({ name, args, subgraph, coordinate }) => {
    const url = String(args['url']);
    if (name !== 'link' || !url.startsWith('https://specs.apollo.dev/connect/') || supportedLink.test(url))
      return;
    refuse(
      { subgraph, coordinate, directive: '@link' },
      'url',
      `${url} is not supported; supported are v0.1 to v0.3`,
    );
  });
}

function compileSubgraph(
  name: string,
  directives: readonly JoinedDirective[],
  { subgraphSchemas, config = new Map() }: ConnectorsInput,
): ConnectorSubgraph {
  const schema = subgraphSchemas.get(name);
  if (schema === undefined) throw new TypeError(`no schema was given for the subgraph ${name}`);
  const connects = directives.filter((directive) => directive.name === 'connect');
  const scope: SubgraphScope = {
    schema,
    sources: compileSources(directives.filter((directive) => directive.name === 'source')),
    config,
    fetched: new Set(connects.filter(hasField).map(({ coordinate }) => coordinate)),
    provided: new Set(),
  };
  const compiled = collectingProblems(connects, (directive) => compileConnector(directive, scope));
  const subgraph: ConnectorSubgraph = {
    name,
    schema,
    sources: usedSources(compiled),
    fields: connectorsByField(compiled, name),
    entities: connectorsByType(compiled),
  };
  checkCoverage(subgraph, scope);
  return subgraph;
}

const hasField = ({ fieldName }: JoinedDirective): boolean => fieldName !== undefined;

function compileSources(directives: readonly JoinedDirective[]): Map<string, Source> {
  const sources = new Map<string, Source>();
  for (const source of collectingProblems(directives, compileSource)) {
    const { source: name } = source.id;
    if (sources.has(name)) refuse(source.location, 'name', 'another source has this name');
    sources.set(name, source);
  }
  return sources;
}

function usedSources(compiled: readonly CompiledConnector[]): ConnectorSource[] {
  const used = new Map(compiled.map(({ source }) => [source.id.source, source]));
  return [...used.values()].map(({ id, baseURL }) => ({ id, baseURL }));
}

function connectorsByField(compiled: readonly CompiledConnector[], subgraph: string): Map<string, Connector> {
  const fields = new Map<string, Connector>();
  for (const { connector, coordinate } of compiled) {
    if (connector === undefined) continue;
    if (fields.has(coordinate)) {
      refuse({ subgraph, coordinate, directive: '@connect' }, '', 'a field can have only one connector');
    }
    fields.set(coordinate, connector);
  }
  return fields;
}

function connectorsByType(compiled: readonly CompiledConnector[]): Map<string, EntityConnector[]> {
  const entities = new Map<string, EntityConnector[]>();
  for (const { entity } of compiled) {
    if (entity === undefined) continue;
    entities.set(entity.typeName, [...(entities.get(entity.typeName) ?? []), entity]);
  }
  return entities;
}

/** Checks that some connector provides every field, by each `@key` that an entity can be requested by. */
function checkCoverage(subgraph: ConnectorSubgraph, { schema, provided }: SubgraphScope): void {
  const represented = fieldsOfRepresentations(schema);
  const problems: Problem[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type) || type.name === '_Service') continue;
    const isSubscription = type === schema.getSubscriptionType();
    for (const field of Object.keys(type.getFields())) {
      const coordinate = `${type.name}.${field}`;
      if (subgraph.fields.has(coordinate) || represented.has(coordinate)) continue;
      if (field === '_entities' || field === '_service') continue;
      const key = `${subgraph.name}: ${coordinate}`;
      if (!provided.has(coordinate) || isSubscription) {
        problems.push({ key, message: 'no connector provides this field' });
      } else if (!isReachable(type, field, subgraph.entities.get(type.name) ?? [])) {
        problems.push({ key, message: unreachable });
      }
    }
  }
  if (problems.length > 0) throw new StartError(problems);
}

const unreachable =
  'the field can be requested by each @key of its type; add a connector by that key (a @connect on the type, ' +
  'or entity: true), or set resolvable: false on the @key';

/** Whether some connector provides the field of an entity for each key that the entity can be requested by. */
function isReachable(
  type: GraphQLObjectType,
  field: string,
  connectors: readonly EntityConnector[],
): boolean {
  return resolvableKeys(type).every((key) => {
    const paths = new Set(key.map((path) => path.join('.')));
    return connectors.some(
      ({ keyPaths, provides }) => provides.has(field) && keyPaths.every((path) => paths.has(path.join('.'))),
    );
  });
}
