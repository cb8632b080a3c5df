import {
  astFromValue,
  type ConstValueNode,
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  isInputType,
  isNonNullType,
  isRequiredArgument,
  print,
  type TypeNode,
  typeFromAST,
  valueFromAST,
} from 'graphql';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { Place } from '../../../core/start-error.ts';
import { type DeclaredArgument, findDirective, isHidden, textOf } from '../declarations/declarations.ts';
import { isPublished, publishedNameOf } from '../declarations/scope.ts';
import { coordinateOf, type FieldContext } from '../fields/field-context.ts';
import { namedNode, typeNode, withNonNulls } from '../fields/value-type.ts';
import { publishedLiteral } from '../published/published-literal.ts';
import { constLiteral } from './const-literal.ts';

/** An argument that clients give. */
export interface OwnArgument {
  /** In the view files. */
  readonly name: string;
  readonly publishedName: string;
  readonly type: GraphQLInputType;
  /** The same as SDL has it. */
  readonly node: TypeNode;
  /** In names of the graph. */
  readonly defaultValue: ConstValueNode | undefined;
  /** Whether a view file says it. */
  readonly hasOwnDefault: boolean;
  readonly description: string | undefined;
  readonly deprecationReason: string | undefined;
  readonly place: Place;
}

/**
 * The arguments of a published field: those that are listed, or else those of the field of the graph that it is.
 * `replaced`: names of those that something else gives.
 */
export function ownArguments(
  context: FieldContext,
  isFieldOfGraph: boolean,
  replaced: ReadonlySet<string>,
): readonly OwnArgument[] {
  const { scope, declared, graphField } = context;
  const known = (isFieldOfGraph ? graphField?.args : undefined) ?? [];
  const listed = declared?.arguments ?? [];
  if (listed.length === 0) {
    return known.filter(({ name }) => !replaced.has(name)).flatMap((argument) => kept(context, argument));
  }
  const own = listed
    .filter((argument) => !isHidden(argument, scope.client))
    .flatMap((argument) => {
      const same = known.find(({ name }) => name === argument.name);
      return refined(context, argument, same);
    });
  const names = new Map<string, string>();
  for (const { name, publishedName, place } of own) {
    const other = names.get(publishedName);
    if (other !== undefined) {
      const message = `the arguments ${other} and ${name} of ${coordinateOf(context)} are both published as ${publishedName}`;
      scope.problems.report(place, message);
    }
    names.set(publishedName, name);
  }
  return own;
}

/** An argument of the graph of which nothing is said. */
function kept(context: FieldContext, argument: GraphQLArgument): readonly OwnArgument[] {
  const { scope, place } = context;
  const type = getNamedType(argument.type).name;
  if (!isPublished(scope, type)) {
    if (!isRequiredArgument(argument)) return [];
    const message = `${coordinateOf(context)}(${argument.name}:) must be given, and its type ${type} is not published`;
    scope.problems.report(context.declared ? place : scope.placeOfHidden(type), message);
  }
  const { name, description, deprecationReason } = argument;
  return [
    {
      name,
      publishedName: name,
      type: argument.type,
      node: typeNode(argument.type),
      defaultValue: defaultOf(argument),
      hasOwnDefault: false,
      description: description ?? undefined,
      deprecationReason: deprecationReason ?? undefined,
      place,
    },
  ];
}

function defaultOf({ defaultValue, type }: GraphQLArgument): ConstValueNode | undefined {
  const node = defaultValue === undefined ? undefined : astFromValue(defaultValue, type);
  return node ? constLiteral(node) : undefined;
}

/** An argument that is listed; `known`: as the graph has it. */
function refined(
  context: FieldContext,
  argument: DeclaredArgument,
  known: GraphQLArgument | undefined,
): readonly OwnArgument[] {
  const { scope, inputs } = context;
  const { graph, problems } = scope;
  const shown = `${coordinateOf(context)}(${argument.name}:)`;
  const written = namedNode(argument.type).name.value;
  const refuse = (message: string): readonly OwnArgument[] => {
    problems.report(argument.typePlace, message);
    return known ? kept(context, known) : [];
  };
  const isSameName = known === undefined || getNamedType(known.type).name === written;
  const node = known && isSameName ? withNonNulls(argument.type, known.type) : argument.type;
  if (!isSameName || node === undefined) return refuse(`${shown} is of type ${known?.type} in the graph`);
  const type = typeFromAST(graph, node);
  if (type === undefined || !isInputType(type)) {
    const names = Object.values(graph.getTypeMap()).filter(isInputType);
    const hint = nearest(
      written,
      names.map(({ name }) => name),
    );
    return refuse(`${written} is no input type of the graph${hint}`);
  }
  if (!isPublished(scope, written)) return refuse(`${shown} is of type ${written}, which is not published`);
  const literal = argument.defaultValue;
  if (literal && valueFromAST(literal, type) === undefined) {
    problems.report(
      argument.place,
      `the default of ${shown} must be of type ${type}; found ${print(literal)}`,
    );
  } else if (literal && publishedLiteral(inputs, literal, type) === undefined) {
    problems.report(
      argument.place,
      `the default of ${shown} has what is not published; found ${print(literal)}`,
    );
  }
  // Who writes a `!` that the graph has not wants it given.
  const isStricter = known !== undefined && isNonNullType(type) && !isNonNullType(known.type);
  const deprecated = findDirective(argument, 'deprecated');
  return [
    {
      name: argument.name,
      publishedName: publishedNameOf(argument, problems) ?? argument.name,
      type,
      node,
      defaultValue: literal ?? (known && !isStricter ? defaultOf(known) : undefined),
      hasOwnDefault: literal !== undefined,
      description: argument.description ?? known?.description ?? undefined,
      deprecationReason: deprecated
        ? (textOf(deprecated, 'reason') ?? 'No longer supported')
        : (known?.deprecationReason ?? undefined),
      place: argument.place,
    },
  ];
}
