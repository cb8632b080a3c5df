import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  GraphQLError,
  getLocation,
  Kind,
  type ObjectTypeExtensionNode,
  parse,
} from 'graphql';
import { readInputFile, shownPath } from '../core/runtime/input-file.ts';
import { type Problem, type SourceLocation, StartError } from '../core/start-error.ts';

const directiveName = 'onError';

/** A type or a field with a declared policy. */
export interface MarkedElement {
  /** `Type` or `Type.field`. */
  readonly coordinate: string;
  readonly type: ObjectTypeExtensionNode;
  readonly field: FieldDefinitionNode | undefined;
  readonly directive: ConstDirectiveNode;
}

/** Locations in one file, in the form that problems have. */
export interface DirectiveFile {
  readonly marked: readonly MarkedElement[];
  readonly problems: readonly Problem[];
  locationOf(node: { readonly loc?: DocumentNode['loc'] }): SourceLocation;
  readonly text: string;
}

const maxBytes = 1024 * 1024;

/**
 * Reads a file of `extend type …` whose types and fields have `@onError`. The file may define the directive, for editors.
 * Throws `StartError` if the file cannot be parsed; all other problems are added to `problems`.
 */
export function readDirectiveFile(path: string): DirectiveFile {
  const file = shownPath(path);
  const text = readInputFile(path, maxBytes);
  const document = parseText(text, file);
  const problems: Problem[] = [];
  const marked: MarkedElement[] = [];
  const locationOf: DirectiveFile['locationOf'] = ({ loc }) =>
    loc ? { file, ...getLocation(loc.source, loc.start) } : { file };
  const refuse = (node: { readonly loc?: DocumentNode['loc'] }, message: string): void => {
    problems.push({ ...locationOf(node), message });
  };

  const read = (type: ObjectTypeExtensionNode, field?: FieldDefinitionNode): boolean => {
    const { directives = [] } = field ?? type;
    const coordinate = field ? `${type.name.value}.${field.name.value}` : type.name.value;
    const own = directives.filter(({ name }) => name.value === directiveName);
    for (const other of directives) {
      if (!own.includes(other))
        refuse(other, `@${other.name.value} has no meaning here; allowed is @${directiveName}`);
    }
    const [directive, second] = own;
    if (second) refuse(second, `${coordinate} carries @${directiveName} already`);
    if (directive === undefined) return false;
    if (marked.some((element) => element.coordinate === coordinate)) {
      refuse(field ?? type.name, `${coordinate} carries @${directiveName} already`);
    } else marked.push({ coordinate, type, field, directive });
    return true;
  };

  for (const node of document.definitions) {
    if (node.kind === Kind.DIRECTIVE_DEFINITION || node.kind === Kind.ENUM_TYPE_DEFINITION) continue;
    if (node.kind !== Kind.OBJECT_TYPE_EXTENSION) {
      refuse(node, 'allowed is only `extend type`');
      continue;
    }
    const isMarked = read(node);
    for (const field of node.fields ?? []) {
      if (!read(node, field))
        refuse(field, `${node.name.value}.${field.name.value} carries no @${directiveName}`);
    }
    if (!isMarked && (node.fields ?? []).length === 0)
      refuse(node, `${node.name.value} carries no @${directiveName}`);
  }
  return { marked, problems, locationOf, text };
}

function parseText(text: string, file: string): DocumentNode {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    const { line, column } = cause.locations?.[0] ?? {};
    throw new StartError({ file, line, column, message: `not GraphQL: ${cause.message}` });
  }
}
