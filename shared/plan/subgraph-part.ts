import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { argumentsOf } from './join-directives.ts';
import type { TypeReach } from './types-within.ts';

/** A field as one subgraph has it. */
export interface SubgraphField {
  readonly type: ObjectTypeDefinitionNode;
  readonly field: FieldDefinitionNode;
  /** Value of `join__Graph`. */
  readonly graph: string;
}

/** A subgraph once more, for one of its fields only. */
export interface SubgraphPart extends SubgraphField {
  /** Its own value of `join__Graph`. */
  readonly partGraph: string;
  readonly name: string;
  readonly reach: TypeReach;
}

/** A definition of the supergraph with what it says of the subgraph said of the part, too. */
export function withPart(node: DefinitionNode, part: SubgraphPart): DefinitionNode {
  if (node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph') {
    const [value] = (node.values ?? []).filter(({ name }) => name.value === part.graph);
    if (value === undefined) return node;
    const directives = (value.directives ?? []).map((directive) =>
      withArgument(directive, 'name', part.name),
    );
    const added = { ...value, name: { kind: Kind.NAME, value: part.partGraph } as const, directives };
    return { ...node, values: [...(node.values ?? []), added] };
  }
  if (!isTypeDefinitionNode(node) || !part.reach.has(node.name.value)) return node;
  const isOwner = node.name.value === part.type.name.value;
  const directives = withCopies(node.directives, part, (directive) => [
    // Nobody enters the part but for its field.
    isOwner || argumentsOf(directive)['key'] === undefined
      ? directive
      : withArgument(directive, 'resolvable', false),
  ]);
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return {
        ...node,
        directives,
        fields: (node.fields ?? []).map((field) => withPartOfField(field, node, part)),
      };
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return {
        ...node,
        directives,
        fields: (node.fields ?? []).map((field) => ({
          ...field,
          directives: withCopies(field.directives, part),
        })),
      };
    case Kind.ENUM_TYPE_DEFINITION:
      return {
        ...node,
        directives,
        values: (node.values ?? []).map((value) => ({
          ...value,
          directives: withCopies(value.directives, part),
        })),
      };
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.UNION_TYPE_DEFINITION:
      return { ...node, directives };
    default:
      return node;
  }
}

/** The field itself moves; of its type's other fields the part has the keys, and knows the rest as `@external`. */
function withPartOfField(
  field: FieldDefinitionNode,
  type: { readonly name: { readonly value: string } },
  part: SubgraphPart,
): FieldDefinitionNode {
  const isOwner = type.name.value === part.type.name.value;
  if (isOwner && field.name.value === part.field.name.value) {
    const directives = (field.directives ?? []).map((directive) =>
      isOfGraph(directive, part.graph) ? withArgument(directive, 'graph', part.partGraph) : directive,
    );
    return { ...field, directives };
  }
  const isKey = isOwner && part.reach.keyFields.has(field.name.value);
  const directives = withCopies(field.directives, part, (directive) => {
    const { contextArguments, requires } = argumentsOf(directive);
    const isOurs = isKey || (!isOwner && contextArguments === undefined && requires === undefined);
    return [isOurs ? directive : asExternal(directive)];
  });
  return { ...field, directives };
}

function asExternal(directive: ConstDirectiveNode): ConstDirectiveNode {
  const kept = (directive.arguments ?? []).filter(({ name }) => ['graph', 'type'].includes(name.value));
  return withArgument({ ...directive, arguments: kept }, 'external', true);
}

/** The directives, and those about the subgraph once more about its part. */
function withCopies(
  directives: readonly ConstDirectiveNode[] = [],
  { graph, partGraph }: SubgraphPart,
  change: (directive: ConstDirectiveNode) => ConstDirectiveNode[] = (directive) => [directive],
): ConstDirectiveNode[] {
  const copies = directives
    .filter((directive) => isOfGraph(directive, graph))
    .map((directive) => withArgument(directive, 'graph', partGraph))
    .flatMap(change);
  return [...directives, ...copies];
}

function isOfGraph(directive: ConstDirectiveNode, graph: string): boolean {
  return directive.name.value.startsWith('join__') && argumentsOf(directive)['graph'] === graph;
}

function withArgument(
  directive: ConstDirectiveNode,
  name: 'name' | 'graph' | 'resolvable' | 'external',
  value: string | boolean,
): ConstDirectiveNode {
  const others = (directive.arguments ?? []).filter((argument) => argument.name.value !== name);
  const node =
    typeof value === 'boolean'
      ? ({ kind: Kind.BOOLEAN, value } as const)
      : ({ kind: name === 'graph' ? Kind.ENUM : Kind.STRING, value } as const);
  const argument = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value: node } as const;
  return { ...directive, arguments: [...others, argument] };
}
