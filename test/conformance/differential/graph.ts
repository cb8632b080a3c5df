import { printSchema, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import {
  type DirectiveNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { parseFields, readKeys } from '../harness/reference-resolvers.ts';

export interface GraphSubgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** What `@key` selects, by type name. */
  readonly keys: ReadonlyMap<string, readonly SelectionSetNode[]>;
  /** What `@requires` selects, by `Type.field`. */
  readonly requires: ReadonlyMap<string, SelectionSetNode>;
  /** The fields (`Type.field`) that this subgraph answers for. */
  readonly owned: ReadonlySet<string>;
  readonly interfaceObjects: ReadonlySet<string>;
  /** The fields (`Type.field`) that it has for the planner alone. */
  readonly mirrored: ReadonlySet<string>;
}

/** A supergraph as its clients see it, as composition made it, and as its subgraphs know their parts. */
export interface Graph {
  readonly name: string;
  readonly supergraphSdl: string;
  readonly api: GraphQLSchema;
  readonly whole: GraphQLSchema;
  readonly subgraphs: ReadonlyMap<string, GraphSubgraph>;
  /** The names of the fields that some subgraph has for the planner alone. */
  readonly mirrored: ReadonlySet<string>;
}

/**
 * `mirrored`: the fields that a subgraph has and is not asked for, because another one has them nearer; the planner may not see
 * that among very many ways.
 */
export function buildGraph(
  name: string,
  supergraphSdl: string,
  mirrored: Readonly<Record<string, readonly string[]>> = {},
): Graph {
  const supergraph = Supergraph.build(supergraphSdl, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  });
  const subgraphs = [...supergraph.subgraphs()].map((subgraph) =>
    readSubgraph(
      subgraph.name,
      printSchema(subgraph.schema),
      subgraph.schema.toGraphQLJSSchema(),
      new Set(mirrored[subgraph.name]),
    ),
  );
  return {
    name,
    supergraphSdl,
    api: supergraph.apiSchema().toGraphQLJSSchema(),
    whole: supergraph.schema.toGraphQLJSSchema(),
    subgraphs: new Map(subgraphs.map((subgraph) => [subgraph.name, subgraph])),
    mirrored: new Set(Object.values(mirrored).flatMap((coordinates) => coordinates.map(fieldNameOf))),
  };
}

function readSubgraph(
  name: string,
  sdl: string,
  schema: GraphQLSchema,
  mirrored: ReadonlySet<string>,
): GraphSubgraph {
  const document = parse(sdl, { noLocation: true });
  const requires = new Map<string, SelectionSetNode>();
  const owned = new Set<string>();
  const interfaceObjects = new Set<string>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    if (has(node.directives, 'interfaceObject')) interfaceObjects.add(node.name.value);
    for (const field of node.fields ?? []) {
      const coordinate = `${node.name.value}.${field.name.value}`;
      if (!has(field.directives, 'external') && !mirrored.has(coordinate)) owned.add(coordinate);
      const required = field.directives?.find((directive) => directive.name.value === 'requires');
      const fields = required?.arguments?.[0]?.value;
      if (fields?.kind === Kind.STRING) requires.set(coordinate, parseFields(fields.value));
    }
  }
  return { name, schema, keys: readKeys(document), requires, owned, interfaceObjects, mirrored };
}

function fieldNameOf(coordinate: string): string {
  return coordinate.slice(coordinate.indexOf('.') + 1);
}

function has(directives: readonly DirectiveNode[] | undefined, name: string): boolean {
  return directives?.some((directive) => directive.name.value === name) ?? false;
}

/** The object types that a value of this type can have. */
export function possibleTypes(schema: GraphQLSchema, type: GraphQLNamedType | undefined): readonly string[] {
  if (isAbstractType(type)) return schema.getPossibleTypes(type).map((possible) => possible.name);
  return isObjectType(type) ? [type.name] : [];
}
