import {
  type ConstDirectiveNode,
  type ConstValueNode,
  getNamedType,
  type InputValueDefinitionNode,
  isNonNullType,
  Kind,
} from 'graphql';
import { argumentNode, directiveNode, intNode, nameNode, stringNode } from '../../../core/graphql/nodes.ts';
import type { Cap } from '../../view.ts';
import { coordinateOf, type FieldContext } from '../fields/field-context.ts';
import { publishedLiteral } from '../published/published-literal.ts';
import type { OwnArgument } from './own-arguments.ts';

/** The published definition of an argument, with types still named as in the graph. */
export function publishArgument(
  context: FieldContext,
  argument: OwnArgument,
  cap: Cap | undefined,
): InputValueDefinitionNode {
  const { inputs, scope } = context;
  const { node, type, description, deprecationReason } = argument;
  const isNullable = !isNonNullType(type);
  const publishedDefault = argument.defaultValue && publishedLiteral(inputs, argument.defaultValue, type);
  if (argument.defaultValue && publishedDefault === undefined && !isNullable) {
    const location = context.declared
      ? argument.location
      : scope.plans.get(getNamedType(type).name)?.location;
    const shown = `${coordinateOf(context)}(${argument.name}:)`;
    const message = `the default of ${shown} contains unpublished values or fields, and the argument is not nullable (${type})`;
    scope.problems.report(location ?? {}, message);
  }
  const capDefault: ConstValueNode | undefined = cap && isNullable ? intNode(cap.default) : undefined;
  const bound = cap && `At most ${cap.max}.`;
  const texts = [description, bound].filter((text) => text !== undefined);
  const defaultValue = capDefault ?? publishedDefault;
  return {
    kind: Kind.INPUT_VALUE_DEFINITION,
    name: nameNode(argument.publishedName),
    type: node,
    directives: deprecatedNodes(deprecationReason),
    ...(texts.length > 0 && { description: stringNode(texts.join(' ')) }),
    ...(defaultValue && { defaultValue }),
  };
}

/** The `@deprecated` directive, if there is a reason. */
export function deprecatedNodes(reason: string | undefined): readonly ConstDirectiveNode[] {
  if (reason === undefined) return [];
  return [directiveNode('deprecated', [argumentNode('reason', stringNode(reason))])];
}
