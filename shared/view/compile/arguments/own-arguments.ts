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
import { namedType } from '../../../core/graphql/named-type.ts';
import { nearest } from '../../../core/runtime/nearest.ts';
import type { SourceLocation } from '../../../core/start-error.ts';
import { type DeclaredArgument, findDirective, isHidden, textOf } from '../declarations/declarations.ts';
import { isPublished, publishedNameOf } from '../declarations/scope.ts';
import { coordinateOf, type FieldContext } from '../fields/field-context.ts';
import { typeNode, withNonNulls } from '../fields/value-type.ts';
import { publishedLiteral } from '../published/published-literal.ts';
import { constLiteral } from './const-literal.ts';

/** A published argument. */
export interface OwnArgument {
  /** The name in the view files. */
  readonly name: string;
  readonly publishedName: string;
  readonly type: GraphQLInputType;
  /** The type as an SDL node. */
  readonly node: TypeNode;
  /** The default, in names of the graph. */
  readonly defaultValue: ConstValueNode | undefined;
  /** Whether a view file declares the default. */
  readonly hasOwnDefault: boolean;
  readonly description: string | undefined;
  readonly deprecationReason: string | undefined;
  readonly location: SourceLocation;
}

/**
 * The arguments of a published field: the listed ones, or else those of its graph field.
 * `replaced`: names of arguments that have another source.
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
    return known
      .filter(({ name }) => !replaced.has(name))
      .flatMap((argument) => inheritArgument(context, argument));
  }
  const own = listed
    .filter((argument) => !isHidden(argument, scope.client))
    .flatMap((argument) => {
      const same = known.find(({ name }) => name === argument.name);
      return refineArgument(context, argument, same);
    });
  const names = new Map<string, string>();
  for (const { name, publishedName, location } of own) {
    const other = names.get(publishedName);
    if (other !== undefined) {
      const message = `the arguments ${other} and ${name} of ${coordinateOf(context)} are both published as ${publishedName}`;
      scope.problems.report(location, message);
    }
    names.set(publishedName, name);
  }
  return own;
}

/** Publishes an argument of the graph that has no declaration. */
function inheritArgument(context: FieldContext, argument: GraphQLArgument): readonly OwnArgument[] {
  const { scope, location } = context;
  const type = getNamedType(argument.type).name;
  if (!isPublished(scope, type)) {
    if (!isRequiredArgument(argument)) return [];
    const message = `${coordinateOf(context)}(${argument.name}:) is required, and its type ${type} is not published`;
    scope.problems.report(context.declared ? location : scope.locationOfHidden(type), message);
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
      location,
    },
  ];
}

function defaultOf({ defaultValue, type }: GraphQLArgument): ConstValueNode | undefined {
  const node = defaultValue === undefined ? undefined : astFromValue(defaultValue, type);
  return node ? constLiteral(node) : undefined;
}

/** Publishes a listed argument; `known`: the argument of the graph. */
function refineArgument(
  context: FieldContext,
  argument: DeclaredArgument,
  known: GraphQLArgument | undefined,
): readonly OwnArgument[] {
  const { scope, inputs } = context;
  const { graph, problems } = scope;
  const shown = `${coordinateOf(context)}(${argument.name}:)`;
  const written = namedType(argument.type);
  const refuse = (message: string): readonly OwnArgument[] => {
    problems.report(argument.typeLocation, message);
    return known ? inheritArgument(context, known) : [];
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
    return refuse(`${written} is not an input type of the graph${hint}`);
  }
  if (!isPublished(scope, written)) return refuse(`${shown} is of type ${written}, which is not published`);
  const literal = argument.defaultValue;
  if (literal && valueFromAST(literal, type) === undefined) {
    problems.report(
      argument.location,
      `the default of ${shown} must be of type ${type}; found ${print(literal)}`,
    );
  } else if (literal && publishedLiteral(inputs, literal, type) === undefined) {
    problems.report(
      argument.location,
      `the default of ${shown} contains unpublished values or fields; found ${print(literal)}`,
    );
  }
  // A `!` that the graph does not have makes the argument required: it loses the default of the graph.
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
      location: argument.location,
    },
  ];
}
