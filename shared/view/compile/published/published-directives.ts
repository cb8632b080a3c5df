import {
  type DirectiveDefinitionNode,
  type GraphQLDirective,
  getNamedType,
  type InputValueDefinitionNode,
  isNonNullType,
  isSpecifiedDirective,
  Kind,
  parse,
  printSchema,
} from 'graphql';
import type { InputPlans } from '../arguments/input-plans.ts';
import { isPublished, type Scope } from '../declarations/scope.ts';
import { typeNode } from '../fields/value-type.ts';
import { publishedLiteral } from './published-literal.ts';

/**
 * The directives that the graph defines for operations, in published names. Arguments of unpublished types are omitted, and
 * so is a directive that requires one of them.
 */
export function publishDirectives(scope: Scope, inputs: InputPlans): readonly DirectiveDefinitionNode[] {
  const { graph } = scope;
  if (graph.getDirectives().every(isSpecifiedDirective)) return [];
  return parse(printSchema(graph), { noLocation: true }).definitions.flatMap((node) => {
    const directive = node.kind === Kind.DIRECTIVE_DEFINITION && graph.getDirective(node.name.value);
    return directive ? publishDirective(node, directive, scope, inputs) : [];
  });
}

function publishDirective(
  node: DirectiveDefinitionNode,
  { args }: GraphQLDirective,
  scope: Scope,
  inputs: InputPlans,
): DirectiveDefinitionNode[] {
  const published: InputValueDefinitionNode[] = [];
  for (const { defaultValue, ...argument } of node.arguments ?? []) {
    const type = args.find(({ name }) => name === argument.name.value)?.type;
    if (type === undefined) continue;
    const { name } = getNamedType(type);
    if (!isPublished(scope, name)) {
      if (isNonNullType(type) && defaultValue === undefined) return [];
      continue;
    }
    const publishedDefault = defaultValue && publishedLiteral(inputs, defaultValue, type);
    published.push({
      ...argument,
      type: typeNode(type, scope.plans.get(name)?.publishedName),
      ...(publishedDefault && { defaultValue: publishedDefault }),
    });
  }
  return [{ ...node, arguments: published }];
}
