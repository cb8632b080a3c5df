import type { ArgumentNode, DirectiveNode } from 'graphql';
import { variableNode } from '../../core/graphql/nodes.ts';
import { compileInput } from './compile-input.ts';
import { readArguments } from './given-arguments.ts';
import type { ArgumentsContext } from './graph-arguments.ts';

/** Maps the directives of a client's operation to those of the graph. */
export function graphDirectives(
  directives: readonly DirectiveNode[] = [],
  context: ArgumentsContext,
): readonly DirectiveNode[] {
  return directives.map((directive) => graphDirective(directive, context));
}

function graphDirective(directive: DirectiveNode, context: ArgumentsContext): DirectiveNode {
  const { view, graph, bound, print } = context;
  const published = view.schema.getDirective(directive.name.value);
  const known = graph.getDirective(directive.name.value);
  if (!published || !known) return directive;
  const given = readArguments(published, directive, print);
  return {
    ...directive,
    arguments: (directive.arguments ?? []).map((argument): ArgumentNode => {
      const name = argument.name.value;
      const one = given.get(name);
      const type = known.args.find((candidate) => candidate.name === name)?.type;
      const change = one && compileInput(view, one.definition.type);
      if (one === undefined || change === undefined || type === undefined) return argument;
      const value = bound.add(
        `directive ${type} ${print(argument.value)}`,
        String(type),
        (variables, presentation) => change(one.value(variables, presentation)),
      );
      return { ...argument, value: variableNode(value) };
    }),
  };
}
