import { type ConstDirectiveNode, type ConstValueNode, Kind } from 'graphql';
import { stringArgument } from '../read-subgraphs.ts';

interface Joined {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** Returns the directives with this name. */
export function applied({ directives = [] }: Joined, name: string): ConstDirectiveNode[] {
  return directives.filter((node) => node.name.value === name);
}

/** Returns those of them that are about the subgraph, identified by its value of the enum `join__Graph`. */
export function appliedFor(node: Joined, name: string, graph: string): ConstDirectiveNode[] {
  return applied(node, name).filter((join) => {
    const value = argumentOf(join, 'graph');
    return value?.kind === Kind.ENUM && value.value === graph;
  });
}

export function argumentOf(
  { arguments: args = [] }: ConstDirectiveNode,
  name: string,
): ConstValueNode | undefined {
  return args.find((argument) => argument.name.value === name)?.value;
}

export function isTrue(node: ConstDirectiveNode, name: string): boolean {
  const value = argumentOf(node, name);
  return value?.kind === Kind.BOOLEAN && value.value;
}

export function isFalse(node: ConstDirectiveNode, name: string): boolean {
  const value = argumentOf(node, name);
  return value?.kind === Kind.BOOLEAN && !value.value;
}

/** Returns the subgraph's own type of a field, in GraphQL syntax, if it differs from the supergraph's. */
export function ownType(join: ConstDirectiveNode | undefined): string | undefined {
  return join && stringArgument(join, 'type');
}
