import { type FieldNode, type GraphQLField, Kind, type ValueNode } from 'graphql';
import { scaleCap } from '../rewrite/scale-cap.ts';
import type { ArgumentValue, Cap, ViewStep } from '../view.ts';
import type { Profile } from '../view-options.ts';

/** Conventional names of arguments that request a number of items. */
const sizeArguments: ReadonlySet<string> = new Set(['first', 'last', 'limit']);

export interface RequestedField {
  /** The field in the client's operation. */
  readonly node: FieldNode;
  /** The published field. */
  readonly definition: GraphQLField<unknown, unknown>;
}

/** The most items that a step of a field's path requests, in any profile; undefined if not known statically. */
export function sizeOfStep(
  { arguments: given }: ViewStep,
  inGraph: GraphQLField<unknown, unknown>,
  requested: RequestedField,
  profiles: readonly Profile[],
): number | undefined {
  const sizes = inGraph.args.flatMap(({ name, defaultValue }) => {
    const argument = given.find((one) => one.name === name);
    const cap = argument?.value.kind === 'argument' ? argument.value.cap : undefined;
    if (cap === undefined && !sizeArguments.has(name)) return [];
    const size = argument === undefined ? undefined : sizeOfValue(argument.value, requested, profiles);
    const isOmitted = argument === undefined || isAbsent(argument.value, requested);
    return asSize(size ?? (isOmitted ? defaultValue : undefined));
  });
  return sizes.length === 0 ? undefined : Math.min(...sizes);
}

function sizeOfValue(value: ArgumentValue, requested: RequestedField, profiles: readonly Profile[]): unknown {
  if (value.kind === 'constant') return literal(value.value);
  if (value.kind !== 'argument') return undefined;
  const node = given(value.name, requested);
  if (value.cap !== undefined) return largest(value.cap, node, profiles);
  if (node !== undefined) return literal(node);
  return requested.definition.args.find(({ name }) => name === value.name)?.defaultValue;
}

function largest(cap: Cap, node: ValueNode | undefined, profiles: readonly Profile[]): number {
  return Math.max(
    ...profiles.map((profile) => {
      const { default: defaultSize, max } = scaleCap(cap, profile);
      if (node?.kind === Kind.VARIABLE) return max;
      const size = node && literal(node);
      return size === undefined ? defaultSize : Math.min(size, max);
    }),
  );
}

function isAbsent(value: ArgumentValue, requested: RequestedField): boolean {
  return value.kind === 'argument' && given(value.name, requested) === undefined;
}

function given(name: string, { node }: RequestedField): ValueNode | undefined {
  return node.arguments?.find((argument) => argument.name.value === name)?.value;
}

function literal(node: ValueNode): number | undefined {
  return node.kind === Kind.INT ? Number(node.value) : undefined;
}

function asSize(value: unknown): number[] {
  return typeof value === 'number' ? [Math.max(0, value)] : [];
}
