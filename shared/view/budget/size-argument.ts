import { type FieldNode, type GraphQLField, Kind, type ValueNode } from 'graphql';
import { scaleCap } from '../rewrite/scale-cap.ts';
import type { ArgumentValue, Cap, ViewStep } from '../view.ts';
import type { Profile } from '../view-options.ts';

/** Arguments that say how many items are wanted, by the names that people give them. */
const sizeArguments: ReadonlySet<string> = new Set(['first', 'last', 'limit']);

export interface RequestedField {
  /** As the client wrote it. */
  readonly node: FieldNode;
  /** As it is published. */
  readonly definition: GraphQLField<unknown, unknown>;
}

/** At most how many items a step of a field's way asks for, in any profile; undefined where that is not known before. */
export function sizeOfStep(
  { arguments: given }: ViewStep,
  inGraph: GraphQLField<unknown, unknown>,
  asked: RequestedField,
  profiles: readonly Profile[],
): number | undefined {
  const sizes = inGraph.args.flatMap(({ name, defaultValue }) => {
    const argument = given.find((one) => one.name === name);
    const cap = argument?.value.kind === 'argument' ? argument.value.cap : undefined;
    if (cap === undefined && !sizeArguments.has(name)) return [];
    const size = argument === undefined ? undefined : sizeOfValue(argument.value, asked, profiles);
    const isLeftOut = argument === undefined || isNotGiven(argument.value, asked);
    return asSize(size ?? (isLeftOut ? defaultValue : undefined));
  });
  return sizes.length === 0 ? undefined : Math.min(...sizes);
}

function sizeOfValue(value: ArgumentValue, asked: RequestedField, profiles: readonly Profile[]): unknown {
  if (value.kind === 'constant') return literal(value.value);
  if (value.kind !== 'argument') return undefined;
  const node = given(value.name, asked);
  if (value.cap !== undefined) return largest(value.cap, node, profiles);
  if (node !== undefined) return literal(node);
  return asked.definition.args.find(({ name }) => name === value.name)?.defaultValue;
}

function largest(cap: Cap, node: ValueNode | undefined, profiles: readonly Profile[]): number {
  return Math.max(
    ...profiles.map((profile) => {
      const { default: usual, max } = scaleCap(cap, profile);
      if (node?.kind === Kind.VARIABLE) return max;
      const wanted = node && literal(node);
      return wanted === undefined ? usual : Math.min(wanted, max);
    }),
  );
}

function isNotGiven(value: ArgumentValue, asked: RequestedField): boolean {
  return value.kind === 'argument' && given(value.name, asked) === undefined;
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
