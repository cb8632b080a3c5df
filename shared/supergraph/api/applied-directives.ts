import type { ConstDirectiveNode } from 'graphql';
import type { Annotated, DefinitionIndex, DirectiveShape } from './definition-index.ts';
import { valueProblem } from './value-problem.ts';

/**
 * Adds the problems of the directives of one element: unknown ones, ones that its kind (`location`) must not have, and
 * wrong arguments. A supergraph consists mostly of directives, so texts are only made for problems.
 */
export function checkDirectives(
  { directives }: Annotated,
  location: string,
  coordinate: string,
  index: DefinitionIndex,
  problems: string[],
): void {
  if (directives === undefined || directives.length === 0) return;
  for (const node of directives) {
    const name = node.name.value;
    const shape = index.directives.get(name);
    if (shape === undefined) {
      problems.push(`${coordinate} has the unknown directive @${name}`);
      continue;
    }
    if (!shape.locations.has(location)) problems.push(`@${name} is not allowed on ${coordinate}`);
    if (!shape.isRepeatable && directives.some((other) => other !== node && other.name.value === name))
      problems.push(`${coordinate} has @${name} more than once`);
    checkArguments(node, shape, coordinate, index, problems);
  }
}

function checkArguments(
  { name, arguments: given = [] }: ConstDirectiveNode,
  { args, required }: DirectiveShape,
  coordinate: string,
  index: DefinitionIndex,
  problems: string[],
): void {
  for (const argument of given) {
    const place = (): string => `@${name.value}(${argument.name.value}:) on ${coordinate}`;
    const type = args.get(argument.name.value);
    if (type === undefined) {
      problems.push(`${place()} is an unknown argument`);
      continue;
    }
    if (given.some((other) => other !== argument && other.name.value === argument.name.value))
      problems.push(`${place()} is given more than once`);
    const problem = valueProblem(argument.value, type, index);
    if (problem !== undefined) problems.push(`${place()} has a wrong value: ${problem}`);
  }
  for (const argument of required)
    if (!given.some((one) => one.name.value === argument))
      problems.push(`@${name.value} on ${coordinate} lacks the argument ${argument}`);
}
