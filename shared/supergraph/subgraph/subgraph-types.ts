import {
  type ConstDirectiveNode,
  type DocumentNode,
  isTypeDefinitionNode,
  Kind,
  type NamedTypeNode,
  type TypeDefinitionNode,
} from 'graphql';
import { argumentNode, directiveNode, namedTypeNode, stringNode } from '../../core/graphql/nodes.ts';
import { stringArgument } from '../read-subgraphs.ts';
import { applied, appliedFor, isFalse, isTrue } from './join-arguments.ts';
import { fieldOf, inputFieldOf } from './subgraph-fields.ts';

/**
 * Returns the types of a subgraph, identified by its value of the enum `join__Graph`, with their `@key`, `@requires`,
 * `@provides` and `@external` (join spec v0.2 to v0.5). An `@interfaceObject` is an object type.
 */
export function subgraphTypes({ definitions }: DocumentNode, graph: string): TypeDefinitionNode[] {
  const types = definitions.flatMap((node) => {
    if (!isTypeDefinitionNode(node)) return [];
    const joins = appliedFor(node, 'join__type', graph);
    return joins.length === 0 ? [] : [typeOf(node, joins, graph)];
  });
  return withoutEmptyTypes(types);
}

function typeOf(
  node: TypeDefinitionNode,
  joins: readonly ConstDirectiveNode[],
  graph: string,
): TypeDefinitionNode {
  const { name } = node;
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const isInterfaceObject = joins.some((join) => isTrue(join, 'isInterfaceObject'));
      return {
        kind: isInterfaceObject ? Kind.OBJECT_TYPE_DEFINITION : node.kind,
        name,
        directives: joins.flatMap(keyOf),
        interfaces: referencesFor(node, 'join__implements', 'interface', graph),
        fields: (node.fields ?? []).flatMap((field) => fieldOf(field, graph) ?? []),
      };
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const fields = (node.fields ?? []).flatMap((field) => inputFieldOf(field, graph) ?? []);
      return { kind: node.kind, name, fields };
    }
    case Kind.ENUM_TYPE_DEFINITION: {
      const values = (node.values ?? []).filter(
        (value) =>
          applied(value, 'join__enumValue').length === 0 ||
          appliedFor(value, 'join__enumValue', graph).length > 0,
      );
      return {
        kind: node.kind,
        name,
        values: values.map((value) => ({ kind: value.kind, name: value.name })),
      };
    }
    case Kind.UNION_TYPE_DEFINITION: {
      const isJoined = applied(node, 'join__unionMember').length > 0;
      const types = isJoined ? referencesFor(node, 'join__unionMember', 'member', graph) : node.types;
      return { kind: node.kind, name, ...(types && { types }) };
    }
    default:
      return { kind: node.kind, name };
  }
}

function keyOf(join: ConstDirectiveNode): ConstDirectiveNode[] {
  const fields = stringArgument(join, 'key');
  if (fields === undefined) return [];
  const text = argumentNode('fields', stringNode(fields));
  if (!isFalse(join, 'resolvable')) return [directiveNode('key', [text])];
  return [directiveNode('key', [text, argumentNode('resolvable', { kind: Kind.BOOLEAN, value: false })])];
}

function referencesFor(
  node: TypeDefinitionNode,
  directive: string,
  argument: string,
  graph: string,
): NamedTypeNode[] {
  return appliedFor(node, directive, graph).flatMap((join) => {
    const name = stringArgument(join, argument);
    return name === undefined ? [] : [namedTypeNode(name)];
  });
}

/** Removes types of which the subgraph has no part, such as a `Query` without fields, and references to them. */
function withoutEmptyTypes(types: readonly TypeDefinitionNode[]): TypeDefinitionNode[] {
  const remaining = types.filter((node) => {
    if (node.kind === Kind.UNION_TYPE_DEFINITION) return (node.types ?? []).length > 0;
    if (node.kind === Kind.SCALAR_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_DEFINITION) return true;
    return (node.fields ?? []).length > 0;
  });
  const names = new Set(remaining.map(({ name }) => name.value));
  const isKnown = ({ name }: NamedTypeNode): boolean => names.has(name.value);
  const trimmed = remaining.map((node): TypeDefinitionNode => {
    if (node.kind === Kind.UNION_TYPE_DEFINITION)
      return { ...node, types: (node.types ?? []).filter(isKnown) };
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      return node;
    return { ...node, interfaces: (node.interfaces ?? []).filter(isKnown) };
  });
  const isEmptied = trimmed.some(
    (node) => node.kind === Kind.UNION_TYPE_DEFINITION && (node.types ?? []).length === 0,
  );
  return isEmptied ? withoutEmptyTypes(trimmed) : trimmed;
}
