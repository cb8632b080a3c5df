import {
  GraphQLList,
  GraphQLNonNull,
  type GraphQLNullableType,
  type GraphQLOutputType,
  type GraphQLType,
  isListType,
  isNonNullType,
  Kind,
  type ListTypeNode,
  type NamedTypeNode,
  type TypeNode,
} from 'graphql';
import { namedTypeNode, nonNullTypeNode } from '../../../core/graphql/nodes.ts';

/** Replaces the named type of `outer` by `inner`, the type of a field that is read from each object. */
export function within(outer: GraphQLOutputType, inner: GraphQLOutputType): GraphQLOutputType {
  if (isNonNullType(outer)) {
    return isListType(outer.ofType) ? new GraphQLNonNull(withinList(outer.ofType, inner)) : inner;
  }
  return isListType(outer) ? withinList(outer, inner) : nullable(inner);
}

function withinList(outer: GraphQLList<GraphQLOutputType>, inner: GraphQLOutputType) {
  return new GraphQLList(within(outer.ofType, inner));
}

export function nullable(type: GraphQLOutputType): GraphQLOutputType {
  return isNonNullType(type) ? type.ofType : type;
}

export function nonNull(type: GraphQLOutputType): GraphQLOutputType {
  return isNonNullType(type) ? type : new GraphQLNonNull<GraphQLNullableType & GraphQLOutputType>(type);
}

export function hasLists(type: GraphQLType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

/** The SDL node of a type, with its named type replaced by `name` if given. */
export function typeNode(type: GraphQLType, name?: string): TypeNode {
  if (isNonNullType(type)) return nonNullTypeNode(typeNode(type.ofType, name));
  if (isListType(type)) return { kind: Kind.LIST_TYPE, type: typeNode(type.ofType, name) };
  return namedTypeNode(name ?? type.name);
}

function nullableNode(node: TypeNode): NamedTypeNode | ListTypeNode {
  return node.kind === Kind.NON_NULL_TYPE ? node.type : node;
}

/** Adds every `!` of the graph type to the written type; undefined if their lists differ. */
export function withNonNulls(written: TypeNode, type: GraphQLType): TypeNode | undefined {
  if (isNonNullType(type)) {
    const inner = withNonNulls(nullableNode(written), type.ofType);
    return inner && nonNullTypeNode(inner);
  }
  const node = nullableNode(written);
  const restoreNonNull = (inner: TypeNode): TypeNode => (node === written ? inner : nonNullTypeNode(inner));
  if (node.kind === Kind.LIST_TYPE) {
    const inner = isListType(type) ? withNonNulls(node.type, type.ofType) : undefined;
    return inner && restoreNonNull({ kind: Kind.LIST_TYPE, type: inner });
  }
  return isListType(type) ? undefined : restoreNonNull(node);
}

export type TypeMismatch = 'name' | 'lists' | 'null';

/** How a written type contradicts a value of `type`, if it does. */
export function typeMismatchOf(
  written: TypeNode,
  type: GraphQLType,
  isSameName: (written: string, name: string) => boolean,
): TypeMismatch | undefined {
  if (written.kind === Kind.NON_NULL_TYPE) {
    const inner = typeMismatchOf(written.type, isNonNullType(type) ? type.ofType : type, isSameName);
    return inner ?? (isNonNullType(type) ? undefined : 'null');
  }
  if (isNonNullType(type)) return typeMismatchOf(written, type.ofType, isSameName);
  if (written.kind === Kind.LIST_TYPE) {
    return isListType(type) ? typeMismatchOf(written.type, type.ofType, isSameName) : 'lists';
  }
  if (isListType(type)) return 'lists';
  return isSameName(written.name.value, type.name) ? undefined : 'name';
}
