import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { type GraphQLSchema, parse } from 'graphql';
import { type ConnectorsInput, compileConnectors } from '../../shared/connect/compile/compile-connectors.ts';
import type { ConnectorSubgraph } from '../../shared/connect/compile/connector-subgraph-definition.ts';

/** The connectors of a supergraph. */
export function connectorsOf(supergraphSdl: string, config?: ConnectorsInput['config']): ConnectorSubgraph[] {
  const supergraph = Supergraph.build(supergraphSdl, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  });
  const subgraphSchemas = new Map<string, GraphQLSchema>();
  for (const { name, schema } of supergraph.subgraphs())
    subgraphSchemas.set(name, schema.toGraphQLJSSchema());
  const input = { supergraph: parse(supergraphSdl), subgraphSchemas };
  return compileConnectors(config === undefined ? input : { ...input, config });
}

/** The connectors of Harbour, by subgraph. */
export function harbourConnectors(): Map<string, ConnectorSubgraph> {
  const sdl = readFileSync(new URL('../../../schemas/supergraph.graphql', import.meta.url), 'utf8');
  return new Map(connectorsOf(sdl).map((subgraph) => [subgraph.name, subgraph]));
}

const links = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@external", "@requires", "@shareable"])
    @link(url: "https://specs.apollo.dev/connect/v0.3", import: ["@connect", "@source"])
`;

/** Composes one subgraph named `shop` and returns its connectors. */
export function compileShop(typeDefs: string, config?: ConnectorsInput['config']): ConnectorSubgraph {
  const { errors, supergraphSdl } = composeServices([{ name: 'shop', typeDefs: parse(links + typeDefs) }]);
  if (errors !== undefined) throw new AggregateError(errors, errors.map(String).join('\n'));
  const [shop] = connectorsOf(supergraphSdl, config);
  if (shop === undefined) throw new Error('the schema has no connectors');
  return shop;
}
