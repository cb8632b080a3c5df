import type { GraphQLSchema } from 'graphql';
import {
  type FieldNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isRequiredArgument,
  isUnionType,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  valueFromAST,
} from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import { constLiteral } from '../arguments/const-literal.ts';
import type { CompositeType } from './field-context.ts';

/** `stock { status }` → a selection of objects of the type; a list of texts says what is wrong with it. */
export function readRequiredSelection(
  text: string,
  type: CompositeType,
  graph: GraphQLSchema,
): SelectionSetNode | readonly string[] {
  const selection = parseSelection(text);
  if (selection === undefined) {
    return [
      `requires must be fields as in an operation, such as "stock { status }"; found ${JSON.stringify(text)}`,
    ];
  }
  const problems = checkSelection(selection, type, graph, new Map());
  return problems.length > 0 ? problems : withoutCertain(selection, type, graph);
}

/** Without the fragments whose condition every object meets: data need not tell the type of an object that can have only one. */
function withoutCertain(
  { kind, selections }: SelectionSetNode,
  type: CompositeType,
  graph: GraphQLSchema,
): SelectionSetNode {
  const kept = selections.flatMap((selection): readonly SelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD || selection.selectionSet === undefined) return [selection];
    if (selection.kind === Kind.FIELD) {
      const field = isUnionType(type) ? undefined : type.getFields()[selection.name.value];
      const named = field && getNamedType(field.type);
      if (!isCompositeType(named)) return [selection];
      return [{ ...selection, selectionSet: withoutCertain(selection.selectionSet, named, graph) }];
    }
    const condition = graph.getType(selection.typeCondition?.name.value ?? type.name);
    if (!isCompositeType(condition)) return [selection];
    // A union has no fields of its own, even if all its members have them.
    const isCertain =
      condition === type ||
      (!isUnionType(type) && isAbstractType(condition) && graph.isSubType(condition, type));
    const inner = withoutCertain(selection.selectionSet, isCertain ? type : condition, graph);
    return isCertain ? inner.selections : [{ ...selection, selectionSet: inner }];
  });
  return { kind, selections: kept };
}

function parseSelection(text: string): SelectionSetNode | undefined {
  try {
    const [operation, second] = parse(`{ ${text} }`, { noLocation: true, maxTokens: 1000 }).definitions;
    const isOne = operation?.kind === Kind.OPERATION_DEFINITION && second === undefined;
    return isOne ? operation.selectionSet : undefined;
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    return undefined;
  }
}

function checkSelection(
  { selections }: SelectionSetNode,
  type: CompositeType,
  graph: GraphQLSchema,
  /** The types of whose objects a field has been met so far: of two for one object, only one could be handed on. */
  seen: Map<string, CompositeType[]>,
): readonly string[] {
  return selections.flatMap((selection): readonly string[] => {
    if ((selection.directives ?? []).length > 0) return ['requires has no directives'];
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return [`requires has no named fragments; found ...${selection.name.value}`];
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const name = selection.typeCondition?.name.value ?? type.name;
      const condition = graph.getType(name);
      if (isCompositeType(condition) && isPossible(graph, type, condition)) {
        return checkSelection(selection.selectionSet, condition, graph, seen);
      }
      const known = isAbstractType(type) ? graph.getPossibleTypes(type).map((one) => one.name) : [type.name];
      return [`${type.name} is never ${name}${nearest(name, known)}`];
    }
    const name = selection.name.value;
    if (selection.alias) {
      return [`requires has no aliases; found ${selection.alias.value}: ${name}`];
    }
    const before = seen.get(name) ?? [];
    if (name !== '__typename' && before.some((one) => isPossible(graph, type, one))) {
      return [`requires has ${name} twice`];
    }
    seen.set(name, [...before, type]);
    return checkField(selection, type, graph);
  });
}

function isPossible(graph: GraphQLSchema, type: CompositeType, condition: CompositeType): boolean {
  const known = possibleTypes(type, graph);
  return possibleTypes(condition, graph).some((one) => known.includes(one));
}

function possibleTypes(type: CompositeType, graph: GraphQLSchema): readonly GraphQLObjectType[] {
  return isAbstractType(type) ? graph.getPossibleTypes(type) : [type];
}

function checkField(node: FieldNode, type: CompositeType, graph: GraphQLSchema): readonly string[] {
  const name = node.name.value;
  if (name === '__typename') return [];
  if (isUnionType(type)) {
    return [`${type.name} is a union, of which only __typename can be read; found ${name}`];
  }
  const fields = type.getFields();
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined) return [`${type.name} has no field ${name}${nearest(name, Object.keys(fields))}`];
  const coordinate = `${type.name}.${name}`;
  const problems = checkArguments(node, field, coordinate);
  const named = getNamedType(field.type);
  if (!isCompositeType(named)) {
    return node.selectionSet
      ? [...problems, `${coordinate} is ${field.type}, which has no fields`]
      : problems;
  }
  if (node.selectionSet) return [...problems, ...checkSelection(node.selectionSet, named, graph, new Map())];
  return [...problems, `${coordinate} is ${field.type}; say which of its fields are required`];
}

function checkArguments(
  { arguments: given = [] }: FieldNode,
  { args }: GraphQLField<unknown, unknown>,
  coordinate: string,
): readonly string[] {
  const known = args.map((argument) => argument.name);
  const unknown = given
    .filter(({ name }) => !known.includes(name.value))
    .map(({ name }) => `${coordinate} has no argument ${name.value}${nearest(name.value, known)}`);
  const wrong = args.flatMap((argument): readonly string[] => {
    const written = given.find(({ name }) => name.value === argument.name);
    if (written === undefined) {
      const isMissing = isRequiredArgument(argument);
      return isMissing
        ? [`${coordinate} needs its argument ${argument.name} (${argument.type}), which nothing gives`]
        : [];
    }
    const value = constLiteral(written.value);
    if (value && valueFromAST(value, argument.type) !== undefined) return [];
    return [`the argument ${argument.name} of ${coordinate} must be a literal of type ${argument.type}`];
  });
  return [...unknown, ...wrong];
}
