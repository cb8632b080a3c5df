import { printSchema, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import {
  type DirectiveNode,
  type FieldDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  isScalarType,
  Kind,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { readInteger } from '../harness/exact-text.ts';
import { parseFields, readKeys } from '../harness/reference-resolvers.ts';
import { type ContextArguments, readContextArguments } from './context-values.ts';

export interface GraphSubgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** The selection of `@key`, by type name. */
  readonly keys: ReadonlyMap<string, readonly SelectionSetNode[]>;
  /** The selection of `@requires`, by `Type.field`. */
  readonly requires: ReadonlyMap<string, SelectionSetNode>;
  /** The fields (`Type.field`) that this subgraph resolves. */
  readonly owned: ReadonlySet<string>;
  /** The fields (`Type.field`) that are `@external` in it and do not occur in a key. */
  readonly external: ReadonlySet<string>;
  /** The selection of `@provides`, by `Type.field`. */
  readonly provides: ReadonlyMap<string, SelectionSetNode>;
  readonly interfaceObjects: ReadonlySet<string>;
  readonly contextArguments: ContextArguments;
  /** The fields (`Type.field`) that it has only for the planner. */
  readonly mirrored: ReadonlySet<string>;
}

/** A supergraph as its clients see it, as composition produced it, and with the parts of each subgraph. */
export interface Graph {
  readonly name: string;
  readonly supergraphSdl: string;
  readonly api: GraphQLSchema;
  readonly whole: GraphQLSchema;
  readonly subgraphs: ReadonlyMap<string, GraphSubgraph>;
  /** The names of the fields that some subgraph has only for the planner. */
  readonly mirrored: ReadonlySet<string>;
  /** Whether objects of this type are also of the other one, which can be abstract. */
  isOfType(typename: string, other: string): boolean;
}

/**
 * `mirrored`: the fields that a subgraph has and never receives, because another one is nearer; the planner may not
 * find that among very many paths.
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
  const whole = supergraph.schema.toGraphQLJSSchema();
  const api = supergraph.apiSchema().toGraphQLJSSchema();
  for (const schema of [api, whole, ...subgraphs.map((subgraph) => subgraph.schema)])
    readLongLiterals(schema);
  return {
    name,
    supergraphSdl,
    api,
    whole,
    subgraphs: new Map(subgraphs.map((subgraph) => [subgraph.name, subgraph])),
    mirrored: new Set(Object.values(mirrored).flatMap((coordinates) => coordinates.map(fieldNameOf))),
    isOfType: (typename, other) => possibleTypes(whole, whole.getType(other)).includes(typename),
  };
}

/** The scalar `BigInt` retains the digits of literals: graphql-js would convert them to numbers. */
function readLongLiterals(schema: GraphQLSchema): void {
  const type = schema.getType('BigInt');
  if (!isScalarType(type)) return;
  type.parseLiteral = (node, variables) =>
    node.kind === Kind.INT ? readInteger(node.value) : valueFromASTUntyped(node, variables);
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
  const external = new Set<string>();
  const provides = new Map<string, SelectionSetNode>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    if (has(node.directives, 'interfaceObject')) interfaceObjects.add(node.name.value);
    for (const field of node.fields ?? []) {
      const coordinate = `${node.name.value}.${field.name.value}`;
      if (has(field.directives, 'external')) external.add(coordinate);
      else if (!mirrored.has(coordinate)) owned.add(coordinate);
      const provided = fieldSetOf(field, 'provides');
      if (provided !== undefined) provides.set(coordinate, provided);
      const required = fieldSetOf(field, 'requires');
      if (required !== undefined) requires.set(coordinate, required);
    }
  }
  const keys = readKeys(document);
  const inKeys = new Set([...keys.values()].flatMap((sets) => sets.flatMap(fieldNames)));
  for (const coordinate of external) if (inKeys.has(fieldNameOf(coordinate))) external.delete(coordinate);
  return {
    name,
    schema,
    keys,
    requires,
    provides,
    owned,
    external,
    interfaceObjects,
    contextArguments: readContextArguments(document),
    mirrored,
  };
}

function fieldSetOf(
  { directives = [] }: FieldDefinitionNode,
  directive: string,
): SelectionSetNode | undefined {
  const fields = directives.find(({ name }) => name.value === directive)?.arguments?.[0]?.value;
  return fields?.kind === Kind.STRING ? parseFields(fields.value) : undefined;
}

/** The names of all fields in a field set. */
export function fieldNames({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => [
    ...(selection.kind === Kind.FIELD ? [selection.name.value] : []),
    ...('selectionSet' in selection && selection.selectionSet ? fieldNames(selection.selectionSet) : []),
  ]);
}

export function fieldNameOf(coordinate: string): string {
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
