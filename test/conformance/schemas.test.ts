import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Supergraph } from '@apollo/federation-internals';
import {
  type DocumentNode,
  type GraphQLSchema,
  isIntrospectionType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
  printType,
} from 'graphql';
import { implementedFeatures } from '../../shared/core/graphql/supergraph-features.ts';
import { buildApiSchema, buildSubgraphSchemas } from '../../shared/supergraph/build-schemas.ts';
import { readSubgraphs } from '../../shared/supergraph/read-subgraphs.ts';
import { everySupergraph, servedVariants } from './schemas/every-supergraph.ts';
import { keyedText } from './schemas/keyed-text.ts';

const graphsOfShape = Number(process.env['GRAPHS'] ?? 4);

function ofApollo(document: DocumentNode): Supergraph {
  return Supergraph.build(document, { supportedFeatures: new Set(implementedFeatures) });
}

const printed = (schema: GraphQLSchema): string => printSchema(lexicographicSortSchema(schema));

/** Types by name, in one order, without the descriptions and deprecations that subgraph schemas of Apollo lack. */
function typesOf(schema: GraphQLSchema): string {
  return Object.values(lexicographicSortSchema(schema).getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .filter(({ name }) => !name.startsWith('federation__') && !name.startsWith('link__'))
    .map((type) => `${printType(type)}\n${keyedText(schema, type.name)}`)
    .join('\n');
}

describe('schemas from a supergraph', () => {
  const supergraphs = everySupergraph(graphsOfShape);

  it('the schema of clients equals that of federation-internals, for every supergraph of the tests', () => {
    for (const { name, document } of supergraphs.flatMap(servedVariants)) {
      const expected = ofApollo(document).apiSchema().toGraphQLJSSchema();
      assert.equal(printed(buildApiSchema(document)), printed(expected), name);
    }
  });

  it('the schemas of subgraphs equal those of federation-internals', () => {
    for (const { name, document } of supergraphs) {
      // Federation 1 has no connectors, which alone need the schema of a subgraph.
      if (!isOfFederation2(document)) continue;
      const names = new Set([...readSubgraphs(document).values()].map((subgraph) => subgraph.name));
      const built = buildSubgraphSchemas(document, names);
      for (const subgraph of ofApollo(document).subgraphs()) {
        const own = built.get(subgraph.name);
        assert.ok(own, `${name}: ${subgraph.name}`);
        assert.equal(typesOf(own), typesOf(subgraph.schema.toGraphQLJSSchema()), `${name}: ${subgraph.name}`);
      }
    }
  });
});

function isOfFederation2({ definitions }: DocumentNode): boolean {
  return definitions.some((node) => node.kind === 'DirectiveDefinition' && node.name.value === 'link');
}
