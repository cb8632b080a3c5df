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

/** Parses `stock { status }` into a selection on objects of the type; returns the problems as strings if it is invalid. */
export function readRequiredSelection(
  text: string,
  type: CompositeType,
  graph: GraphQLSchema,
): SelectionSetNode | readonly string[] {
  const selection = parseSelection(text);
  if (selection === undefined) {
    return [
      `requires must be a selection of fields, such as "stock { status }"; found ${JSON.stringify(text)}`,
    ];
  }
  const problems = checkSelection(selection, type, graph, new Map());
  return problems.length > 0 ? problems : inlineCertainFragments(selection, type, graph);
}

/** Inlines the fragments that apply to every object: data may lack `__typename` for an object that has only one possible type. */
function inlineCertainFragments(
  { kind, selections }: SelectionSetNode,
  type: CompositeType,
  graph: GraphQLSchema,
): SelectionSetNode {
  const remaining = selections.flatMap((selection): readonly SelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD || selection.selectionSet === undefined) return [selection];
    if (selection.kind === Kind.FIELD) {
      const field = isUnionType(type) ? undefined : type.getFields()[selection.name.value];
      const named = field && getNamedType(field.type);
      if (!isCompositeType(named)) return [selection];
      return [{ ...selection, selectionSet: inlineCertainFragments(selection.selectionSet, named, graph) }];
    }
    const condition = graph.getType(selection.typeCondition?.name.value ?? type.name);
    if (!isCompositeType(condition)) return [selection];
    // A union has no fields of its own, even if all its members have them.
    const isCertain =
      condition === type ||
      (!isUnionType(type) && isAbstractType(condition) && graph.isSubType(condition, type));
    const inner = inlineCertainFragments(selection.selectionSet, isCertain ? type : condition, graph);
    return isCertain ? inner.selections : [{ ...selection, selectionSet: inner }];
  });
  return { kind, selections: remaining };
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
  /** The types on which each field was selected so far: an object can hold only one value for a field. */
  seen: Map<string, CompositeType[]>,
): readonly string[] {
  return selections.flatMap((selection): readonly string[] => {
    if ((selection.directives ?? []).length > 0) return ['requires cannot contain directives'];
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return [`requires cannot contain named fragments; found ...${selection.name.value}`];
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const name = selection.typeCondition?.name.value ?? type.name;
      const condition = graph.getType(name);
      if (isCompositeType(condition) && isPossible(graph, type, condition)) {
        return checkSelection(selection.selectionSet, condition, graph, seen);
      }
      const known = isAbstractType(type) ? graph.getPossibleTypes(type).map((one) => one.name) : [type.name];
      return [`${type.name} can never be ${name}${nearest(name, known)}`];
    }
    const name = selection.name.value;
    if (selection.alias) {
      return [`requires cannot contain aliases; found ${selection.alias.value}: ${name}`];
    }
    const earlier = seen.get(name) ?? [];
    if (name !== '__typename' && earlier.some((one) => isPossible(graph, type, one))) {
      return [`requires selects ${name} twice`];
    }
    seen.set(name, [...earlier, type]);
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
    return [`${type.name} is a union, so only __typename can be read; found ${name}`];
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
  return [...problems, `${coordinate} is ${field.type}; select the fields that are required`];
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
        ? [`${coordinate} requires the argument ${argument.name} (${argument.type}), which is not provided`]
        : [];
    }
    const value = constLiteral(written.value);
    if (value && valueFromAST(value, argument.type) !== undefined) return [];
    return [`the argument ${argument.name} of ${coordinate} must be a literal of type ${argument.type}`];
  });
  return [...unknown, ...wrong];
}
