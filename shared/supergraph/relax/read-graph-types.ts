import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parseType,
  type TypeNode,
} from 'graphql';
import { namedType } from '../../core/graphql/named-type.ts';
import { stringArgument } from '../read-subgraphs.ts';

/** A field of the supergraph. Subgraphs are identified by their value of the enum `join__Graph`. */
export interface GraphField {
  readonly name: string;
  /** The subgraphs that can resolve it for an object of the type, regardless of the fields that they require for it. */
  readonly resolvedBy: ReadonlySet<string>;
  /**
   * Its type in each subgraph whose schema has it. `isExternal`: available there only where a `@provides` includes it.
   */
  readonly outputs: readonly {
    readonly graph: string;
    readonly type: string;
    readonly isExternal: boolean;
  }[];
  /** The names of the fields in each `@provides`. */
  readonly provides: readonly { readonly graph: string; readonly names: readonly string[] }[];
  /** Whether a connector of its own resolves it. */
  readonly hasConnector: boolean;
  /** Whether it is a list with nullable items. */
  readonly hasNullableItems: boolean;
}

export interface GraphType {
  readonly name: string;
  readonly isObject: boolean;
  /** The subgraphs that have the type. */
  readonly graphs: ReadonlySet<string>;
  /** The subgraphs in which it is an `@interfaceObject`. */
  readonly interfaceObjectIn: ReadonlySet<string>;
  readonly interfaces: readonly string[];
  /** Fields that are part of a key in some subgraph. */
  readonly keyFields: ReadonlySet<string>;
  readonly fields: readonly GraphField[];
}

export type CompositeNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

export function isComposite(node: DocumentNode['definitions'][number]): node is CompositeNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

/** Reads objects and interfaces, with their subgraphs according to the join spec (v0.1 to v0.5). */
export function readGraphTypes(supergraph: DocumentNode): ReadonlyMap<string, GraphType> {
  return new Map(supergraph.definitions.filter(isComposite).map((node) => [node.name.value, readType(node)]));
}

function readType(node: CompositeNode): GraphType {
  const joins = directives(node.directives, 'join__type');
  const graphs = new Set(joins.flatMap((join) => enumArgument(join, 'graph') ?? []));
  const owner = directives(node.directives, 'join__owner').flatMap(
    (join) => enumArgument(join, 'graph') ?? [],
  );
  const interfaceObjects = joins.filter((join) => booleanArgument(join, 'isInterfaceObject'));
  return {
    name: node.name.value,
    isObject: node.kind === Kind.OBJECT_TYPE_DEFINITION,
    graphs,
    interfaceObjectIn: new Set(interfaceObjects.flatMap((join) => enumArgument(join, 'graph') ?? [])),
    keyFields: new Set(joins.flatMap((join) => outermost(stringArgument(join, 'key')))),
    interfaces: (node.interfaces ?? []).map(({ name }) => name.value),
    fields: (node.fields ?? []).map((field) =>
      readField(
        field,
        owner.length > 0 ? [...owner, ...graphsWithKey(joins, field.name.value)] : [...graphs],
      ),
    ),
  };
}

/** `defaultGraphs`: the subgraphs that have the field if it has no `@join__field`. */
function readField(field: FieldDefinitionNode, defaultGraphs: readonly string[]): GraphField {
  const type = namedType(field.type);
  const joined: JoinedField[] = [];
  let isJoined = false;
  let hasConnector = false;
  for (const join of field.directives ?? []) {
    if (join.name.value === 'join__directive') hasConnector ||= stringArgument(join, 'name') === 'connect';
    if (join.name.value !== 'join__field') continue;
    isJoined = true;
    const read = readJoin(join, type);
    if (read !== undefined) joined.push(read);
  }
  return {
    name: field.name.value,
    // A `@join__field` without a graph is on an implementation that has the field from an `@interfaceObject`.
    resolvedBy: new Set(
      isJoined ? joined.filter(({ isResolved }) => isResolved).map(({ graph }) => graph) : defaultGraphs,
    ),
    outputs: isJoined ? joined : defaultGraphs.map((graph) => ({ graph, type, isExternal: false })),
    provides: joined.filter(({ names }) => names.length > 0),
    hasNullableItems: hasNullableItems(field.type),
    hasConnector,
  };
}

interface JoinedField {
  readonly graph: string;
  readonly type: string;
  readonly isExternal: boolean;
  readonly isResolved: boolean;
  /** The names in its `@provides`. */
  readonly names: readonly string[];
}

function readJoin(join: ConstDirectiveNode, type: string): JoinedField | undefined {
  const graph = enumArgument(join, 'graph');
  if (graph === undefined) return undefined;
  const own = stringArgument(join, 'type');
  const isExternal = booleanArgument(join, 'external');
  return {
    graph,
    type: own === undefined ? type : namedType(parseType(own)),
    isExternal,
    isResolved: !isExternal && !booleanArgument(join, 'usedOverridden'),
    names: namesIn(stringArgument(join, 'provides')),
  };
}

/** In join v0.1, all subgraphs with a key have its fields, but the fields have no `@join__field` for it. */
function graphsWithKey(joins: readonly ConstDirectiveNode[], field: string): string[] {
  return joins
    .filter((join) => outermost(stringArgument(join, 'key')).includes(field))
    .flatMap((join) => enumArgument(join, 'graph') ?? []);
}

function outermost(fieldSet = ''): readonly string[] {
  const flat = fieldSet.replace(/\{[^{}]*\}/g, '');
  return flat === fieldSet ? namesIn(flat) : outermost(flat);
}

/** Returns all names of a field set, at any depth. */
function namesIn(fieldSet = ''): readonly string[] {
  return fieldSet.match(/\w+/g) ?? [];
}

function directives(nodes: readonly ConstDirectiveNode[] = [], name: string): ConstDirectiveNode[] {
  return nodes.filter((node) => node.name.value === name);
}

function enumArgument(node: ConstDirectiveNode, name: string): string | undefined {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.ENUM ? value.value : undefined;
}

function booleanArgument(node: ConstDirectiveNode, name: string): boolean {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.BOOLEAN && value.value;
}

function hasNullableItems(type: TypeNode): boolean {
  if (type.kind === Kind.NON_NULL_TYPE) return hasNullableItems(type.type);
  return type.kind === Kind.LIST_TYPE && type.type.kind !== Kind.NON_NULL_TYPE;
}
