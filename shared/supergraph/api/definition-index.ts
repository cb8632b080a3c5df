import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DirectiveDefinitionNode,
  type DocumentNode,
  isRequiredArgument,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  parseType,
  specifiedDirectives,
  specifiedScalarTypes,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';

export interface DirectiveShape {
  readonly locations: ReadonlySet<string>;
  readonly isRepeatable: boolean;
  /** The types of its arguments. */
  readonly args: ReadonlyMap<string, TypeNode>;
  /** The arguments that every application must have. */
  readonly required: readonly string[];
}

/** The definitions of a schema by name, together with those of the GraphQL specification. */
export interface DefinitionIndex {
  /** Undefined for the scalars of the GraphQL specification that the schema does not define. */
  readonly types: ReadonlyMap<string, TypeDefinitionNode | undefined>;
  readonly directives: ReadonlyMap<string, DirectiveShape>;
  /** The values of every enum. */
  readonly enums: ReadonlyMap<string, ReadonlySet<string>>;
  /** Duplicates, and definitions of a kind that a supergraph does not have. */
  readonly problems: readonly string[];
}

export type Annotated = { readonly directives?: readonly ConstDirectiveNode[] | undefined };

export function indexDefinitions({ definitions }: DocumentNode): DefinitionIndex {
  const types = new Map<string, TypeDefinitionNode | undefined>();
  const directives = new Map<string, DirectiveShape>();
  const enums = new Map<string, ReadonlySet<string>>();
  const problems: string[] = [];
  let schemas = 0;
  for (const node of definitions) {
    if (isTypeDefinitionNode(node)) {
      if (types.has(node.name.value)) problems.push(`type ${node.name.value} is defined more than once`);
      types.set(node.name.value, node);
      if (node.kind === Kind.ENUM_TYPE_DEFINITION)
        enums.set(node.name.value, new Set(node.values?.map(({ name }) => name.value)));
    } else if (node.kind === Kind.DIRECTIVE_DEFINITION) {
      if (directives.has(node.name.value)) problems.push(`@${node.name.value} is defined more than once`);
      directives.set(node.name.value, shapeOf(node));
    } else if (node.kind === Kind.SCHEMA_DEFINITION) {
      schemas += 1;
    } else if (isTypeExtensionNode(node)) {
      problems.push(`type ${node.name.value} is extended, which composition resolves`);
    } else if (node.kind !== Kind.SCHEMA_EXTENSION) {
      problems.push('an operation or a fragment is not part of a schema');
    }
  }
  if (schemas > 1) problems.push('the schema is defined more than once');
  for (const { name } of specifiedScalarTypes) if (!types.has(name)) types.set(name, undefined);
  for (const [name, shape] of specified) if (!directives.has(name)) directives.set(name, shape);
  return { types, directives, enums, problems };
}

export function isRequired(type: TypeNode, defaultValue: ConstValueNode | undefined): boolean {
  return type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined;
}

function shapeOf({ locations, repeatable, arguments: args = [] }: DirectiveDefinitionNode): DirectiveShape {
  return {
    locations: new Set(locations.map(({ value }) => value)),
    isRepeatable: repeatable,
    args: new Map(args.map(({ name, type }) => [name.value, type])),
    required: args.flatMap(({ name, type, defaultValue }) =>
      isRequired(type, defaultValue) ? [name.value] : [],
    ),
  };
}

const specified: ReadonlyMap<string, DirectiveShape> = new Map(
  specifiedDirectives.map(({ name, locations, isRepeatable, args }) => [
    name,
    {
      locations: new Set<string>(locations),
      isRepeatable,
      args: new Map(args.map((arg) => [arg.name, parseType(String(arg.type), { noLocation: true })])),
      required: args.filter(isRequiredArgument).map((arg) => arg.name),
    },
  ]),
);
