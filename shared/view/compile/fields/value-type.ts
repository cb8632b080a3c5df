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

/** `inner` where `outer` has its named type: what is read from each of the objects. */
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

export function namedNode(type: TypeNode): NamedTypeNode {
  return type.kind === Kind.NAMED_TYPE ? type : namedNode(type.type);
}

/** A type as SDL has it, under another name if `name` is given. */
export function typeNode(type: GraphQLType, name?: string): TypeNode {
  if (isNonNullType(type)) return nonNullNode(typeNode(type.ofType, name));
  if (isListType(type)) return { kind: Kind.LIST_TYPE, type: typeNode(type.ofType, name) };
  return { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name ?? type.name } };
}

function nonNullNode(node: TypeNode): TypeNode {
  return node.kind === Kind.NON_NULL_TYPE ? node : { kind: Kind.NON_NULL_TYPE, type: node };
}

function nullableNode(node: TypeNode): NamedTypeNode | ListTypeNode {
  return node.kind === Kind.NON_NULL_TYPE ? node.type : node;
}

/** The written type with every `!` that the type of the graph has; undefined where their lists differ. */
export function withNonNulls(written: TypeNode, type: GraphQLType): TypeNode | undefined {
  if (isNonNullType(type)) {
    const inner = withNonNulls(nullableNode(written), type.ofType);
    return inner && nonNullNode(inner);
  }
  const node = nullableNode(written);
  const kept = (inner: TypeNode): TypeNode => (node === written ? inner : nonNullNode(inner));
  if (node.kind === Kind.LIST_TYPE) {
    const inner = isListType(type) ? withNonNulls(node.type, type.ofType) : undefined;
    return inner && kept({ kind: Kind.LIST_TYPE, type: inner });
  }
  return isListType(type) ? undefined : kept(node);
}

export type DocumentProblem = 'name' | 'lists' | 'null';

/** How a written type promises something else than a value of `type` is. */
export function documentProblemOf(
  written: TypeNode,
  type: GraphQLType,
  isSameName: (written: string, name: string) => boolean,
): DocumentProblem | undefined {
  if (written.kind === Kind.NON_NULL_TYPE) {
    const inner = documentProblemOf(written.type, isNonNullType(type) ? type.ofType : type, isSameName);
    return inner ?? (isNonNullType(type) ? undefined : 'null');
  }
  if (isNonNullType(type)) return documentProblemOf(written, type.ofType, isSameName);
  if (written.kind === Kind.LIST_TYPE) {
    return isListType(type) ? documentProblemOf(written.type, type.ofType, isSameName) : 'lists';
  }
  if (isListType(type)) return 'lists';
  return isSameName(written.name.value, type.name) ? undefined : 'name';
}
