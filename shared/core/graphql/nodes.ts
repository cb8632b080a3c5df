import {
  type ArgumentNode,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type InlineFragmentNode,
  type IntValueNode,
  Kind,
  type NamedTypeNode,
  type NameNode,
  type NonNullTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  type StringValueNode,
  type TypeNode,
  type ValueNode,
  type VariableNode,
} from 'graphql';

// Builders for nodes of GraphQL documents. Optional parts that are not given are absent, not undefined.

export function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

export function documentNode(definitions: readonly DefinitionNode[]): DocumentNode {
  return { kind: Kind.DOCUMENT, definitions };
}

export function selectionSetNode(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

export function fieldNode(name: string, parts: Omit<FieldNode, 'kind' | 'name'> = {}): FieldNode {
  return { kind: Kind.FIELD, name: nameNode(name), ...parts };
}

export function inlineFragmentNode(
  selectionSet: SelectionSetNode,
  parts: {
    readonly typeCondition?: string | undefined;
    readonly directives?: readonly DirectiveNode[] | undefined;
  } = {},
): InlineFragmentNode {
  const { typeCondition, directives } = parts;
  return {
    kind: Kind.INLINE_FRAGMENT,
    ...(typeCondition !== undefined && { typeCondition: namedTypeNode(typeCondition) }),
    ...(directives && { directives }),
    selectionSet,
  };
}

export function variableNode(name: string): VariableNode {
  return { kind: Kind.VARIABLE, name: nameNode(name) };
}

/** The argument is constant if the value is. */
export function argumentNode<Value extends ValueNode>(
  name: string,
  value: Value,
): ArgumentNode & { readonly value: Value } {
  return { kind: Kind.ARGUMENT, name: nameNode(name), value };
}

/** The directive is constant if its arguments are. */
export function directiveNode<Argument extends ArgumentNode = never>(
  name: string,
  args: readonly Argument[] = [],
): Omit<DirectiveNode, 'arguments'> & { readonly arguments?: readonly Argument[] } {
  return { kind: Kind.DIRECTIVE, name: nameNode(name), ...(args.length > 0 && { arguments: args }) };
}

export function stringNode(value: string): StringValueNode {
  return { kind: Kind.STRING, value };
}

export function intNode(value: number): IntValueNode {
  return { kind: Kind.INT, value: String(value) };
}

export function namedTypeNode(name: string): NamedTypeNode {
  return { kind: Kind.NAMED_TYPE, name: nameNode(name) };
}

/** Adds a `!`, unless the type has one. */
export function nonNullTypeNode(type: TypeNode): NonNullTypeNode {
  return type.kind === Kind.NON_NULL_TYPE ? type : { kind: Kind.NON_NULL_TYPE, type };
}
