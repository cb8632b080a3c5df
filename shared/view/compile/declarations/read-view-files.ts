import {
  type ASTNode,
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  GraphQLError,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type NamedTypeNode,
  type NameNode,
  parse,
  type SchemaExtensionNode,
  Source,
  type StringValueNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';
import type { SourceLocation } from '../../../core/start-error.ts';
import type {
  Declarations,
  Declared,
  DeclaredArgument,
  DeclaredField,
  DeclaredType,
  DirectiveUse,
  TypeKeyword,
} from './declarations.ts';
import type { ProblemList } from './problem-list.ts';

interface ViewFile {
  readonly file: string;
  readonly text: string;
}

/** Reads the declarations of view files. Reports syntax errors, and definitions that a view file cannot contain. */
export function readViewFiles(files: readonly ViewFile[], problems: ProblemList): Declarations {
  const types: DeclaredType[] = [];
  let closed: SourceLocation | undefined;
  for (const definition of files.flatMap((file) => parseFile(file, problems))) {
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) continue;
    if (isTypeDefinitionNode(definition) || isTypeExtensionNode(definition)) {
      types.push(readType(definition));
    } else if (definition.kind === Kind.SCHEMA_EXTENSION) {
      const location = readClosed(definition, problems);
      closed ??= location;
    } else {
      problems.report(
        locationOf(definition),
        'a view file may contain only type definitions, type extensions and `extend schema @closed`',
      );
    }
  }
  return { closed, types };
}

function parseFile({ file, text }: ViewFile, problems: ProblemList): readonly DefinitionNode[] {
  // An empty file is valid here, although GraphQL requires a definition.
  if (/^(?:[\s,\uFEFF]|#[^\n\r]*[\n\r])*(?:#[^\n\r]*)?$/.test(text)) return [];
  try {
    return parse(new Source(text, file)).definitions;
  } catch (cause) {
    if (cause instanceof RangeError) {
      problems.report({ file }, 'invalid GraphQL: nested too deeply');
      return [];
    }
    if (!(cause instanceof GraphQLError)) throw cause;
    const { line, column } = cause.locations?.[0] ?? {};
    problems.report({ file, line, column }, `invalid GraphQL: ${cause.message}`);
    return [];
  }
}

function readClosed(
  { directives = [], operationTypes = [] }: SchemaExtensionNode,
  problems: ProblemList,
): SourceLocation | undefined {
  const [first] = directives;
  const isClosed = first?.name.value === 'closed' && (first.arguments ?? []).length === 0;
  const location = locationOf(first ?? operationTypes[0] ?? {});
  if (isClosed && directives.length === 1 && operationTypes.length === 0) return location;
  problems.report(location, 'only `extend schema @closed` is allowed');
  return undefined;
}

const keywords = {
  [Kind.OBJECT_TYPE_DEFINITION]: 'type',
  [Kind.OBJECT_TYPE_EXTENSION]: 'type',
  [Kind.INTERFACE_TYPE_DEFINITION]: 'interface',
  [Kind.INTERFACE_TYPE_EXTENSION]: 'interface',
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: 'input',
  [Kind.INPUT_OBJECT_TYPE_EXTENSION]: 'input',
  [Kind.ENUM_TYPE_DEFINITION]: 'enum',
  [Kind.ENUM_TYPE_EXTENSION]: 'enum',
  [Kind.UNION_TYPE_DEFINITION]: 'union',
  [Kind.UNION_TYPE_EXTENSION]: 'union',
  [Kind.SCALAR_TYPE_DEFINITION]: 'scalar',
  [Kind.SCALAR_TYPE_EXTENSION]: 'scalar',
} as const satisfies Record<string, TypeKeyword>;

function readType(node: TypeDefinitionNode | TypeExtensionNode): DeclaredType {
  const fields = 'fields' in node ? (node.fields ?? []) : [];
  return {
    ...readDeclared(node),
    keyword: keywords[node.kind],
    isExtension: isTypeExtensionNode(node),
    interfaces: 'interfaces' in node ? (node.interfaces ?? []).map(readNamed) : [],
    fields: fields.map(readField),
    values: 'values' in node ? (node.values ?? []).map(readDeclared) : [],
    members: 'types' in node ? (node.types ?? []).map(readNamed) : [],
  };
}

function readField(node: FieldDefinitionNode | InputValueDefinitionNode): DeclaredField {
  return {
    ...readDeclared(node),
    type: node.type,
    typeLocation: locationOf(node.type),
    arguments: node.kind === Kind.FIELD_DEFINITION ? (node.arguments ?? []).map(readArgument) : [],
    defaultValue: node.kind === Kind.INPUT_VALUE_DEFINITION ? node.defaultValue : undefined,
  };
}

function readArgument(node: InputValueDefinitionNode): DeclaredArgument {
  return {
    ...readDeclared(node),
    type: node.type,
    typeLocation: locationOf(node.type),
    defaultValue: node.defaultValue,
  };
}

function readNamed({ name }: NamedTypeNode): Declared {
  return readDeclared({ name });
}

function readDeclared(node: {
  readonly name: NameNode;
  readonly description?: StringValueNode | undefined;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}): Declared {
  return {
    name: node.name.value,
    location: locationOf(node.name),
    description: node.description?.value,
    directives: (node.directives ?? []).map(readUse),
  };
}

function readUse(node: ConstDirectiveNode): DirectiveUse {
  return {
    name: node.name.value,
    location: locationOf(node),
    arguments: (node.arguments ?? []).map((argument) => ({
      name: argument.name.value,
      location: locationOf(argument),
      value: argument.value,
      valueLocation: locationOf(argument.value),
    })),
  };
}

/** The position of a node, from its token: counting the lines of the file for each node takes minutes for a large file. */
function locationOf({ loc }: Pick<ASTNode, 'loc'>): SourceLocation {
  return loc ? { file: loc.source.name, line: loc.startToken.line, column: loc.startToken.column } : {};
}
