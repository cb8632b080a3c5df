import {
  astFromValue,
  type ConstDirectiveNode,
  type ConstValueNode,
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  type InputValueDefinitionNode,
  isInputType,
  isRequiredArgument,
  Kind,
  type TypeNode,
  typeFromAST,
} from 'graphql';
import { nearest } from '../../core/nearest.ts';
import type { Place } from '../../core/start-error.ts';
import type { Cap } from '../view.ts';
import { constLiteral } from './const-literal.ts';
import { type DeclaredArgument, findDirective, isHidden, textOf } from './declarations.ts';
import { coordinateOf, type FieldContext } from './field-context.ts';
import { publishedLiteral } from './input-plans.ts';
import { isPublished, publishedNameOf } from './scope.ts';
import { namedNode, nullableNode, typeNode, withNonNulls } from './value-type.ts';

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
  if (declared && declared.arguments.length > 0) {
    return declared.arguments
      .filter((argument) => !isHidden(argument, scope.client))
      .flatMap((argument) =>
        listed(
          context,
          argument,
          known.find(({ name }) => name === argument.name),
        ),
      );
  }
  return known
    .filter(({ name }) => !replaced.has(name))
    .filter(
      (argument) => isRequiredArgument(argument) || isPublished(scope, getNamedType(argument.type).name),
    )
    .flatMap((argument) => {
      const type = getNamedType(argument.type).name;
      if (!isPublished(scope, type)) {
        const message = `${coordinateOf(context)}(${argument.name}:) must be given, and its type ${type} is not published`;
        scope.problems.report(context.place, message);
        return [];
      }
      const { name, description, deprecationReason } = argument;
      return {
        name,
        publishedName: name,
        type: argument.type,
        node: typeNode(argument.type),
        defaultValue: defaultOf(argument),
        description: description ?? undefined,
        deprecationReason: deprecationReason ?? undefined,
        place: context.place,
      };
    });
}

function defaultOf({ defaultValue, type }: GraphQLArgument): ConstValueNode | undefined {
  const node = defaultValue === undefined ? undefined : astFromValue(defaultValue, type);
  return node ? constLiteral(node) : undefined;
}

function listed(
  context: FieldContext,
  argument: DeclaredArgument,
  known: GraphQLArgument | undefined,
): readonly OwnArgument[] {
  const { scope } = context;
  const { graph, problems } = scope;
  const shown = `${coordinateOf(context)}(${argument.name}:)`;
  const written = namedNode(argument.type).name.value;
  const refuse = (message: string): readonly OwnArgument[] => {
    problems.report(argument.typePlace, message);
    return [];
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
  const deprecated = findDirective(argument, 'deprecated');
  return [
    {
      name: argument.name,
      publishedName: publishedNameOf(argument, problems) ?? argument.name,
      type,
      node,
      defaultValue: argument.defaultValue ?? (known && defaultOf(known)),
      description: argument.description ?? known?.description ?? undefined,
      deprecationReason: deprecated
        ? (textOf(deprecated, 'reason') ?? 'No longer supported')
        : (known?.deprecationReason ?? undefined),
      place: argument.place,
    },
  ];
}

/** As it is published; the names of types are still those of the graph. */
export function publishArgument(
  { inputs, scope }: FieldContext,
  argument: OwnArgument,
  cap: Cap | undefined,
): InputValueDefinitionNode {
  const { node, type, description, deprecationReason } = argument;
  const isNullable = nullableNode(node) === node;
  const kept = argument.defaultValue && publishedLiteral(inputs, argument.defaultValue, type);
  if (argument.defaultValue && kept === undefined && !isNullable) {
    scope.problems.report(
      argument.place,
      `the default of ${argument.name} has what is not published, and it must not be null (${type})`,
    );
  }
  const capDefault: ConstValueNode | undefined =
    cap && isNullable ? { kind: Kind.INT, value: String(cap.default) } : undefined;
  const bound = cap && `At most ${cap.max}.`;
  const texts = [description, bound].filter((text) => text !== undefined);
  const defaultValue = capDefault ?? kept;
  return {
    kind: Kind.INPUT_VALUE_DEFINITION,
    name: { kind: Kind.NAME, value: argument.publishedName },
    type: node,
    directives: deprecatedNodes(deprecationReason),
    ...(texts.length > 0 && { description: { kind: Kind.STRING, value: texts.join(' ') } }),
    ...(defaultValue && { defaultValue }),
  };
}

/** `@deprecated`, if there is a reason. */
export function deprecatedNodes(reason: string | undefined): readonly ConstDirectiveNode[] {
  if (reason === undefined) return [];
  return [
    {
      kind: Kind.DIRECTIVE,
      name: { kind: Kind.NAME, value: 'deprecated' },
      arguments: [
        {
          kind: Kind.ARGUMENT,
          name: { kind: Kind.NAME, value: 'reason' },
          value: { kind: Kind.STRING, value: reason },
        },
      ],
    },
  ];
}
