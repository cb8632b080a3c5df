import {
  type ConstValueNode,
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
  isScalarType,
  Kind,
  valueFromAST,
} from 'graphql';
import type { InputPlans } from './input-plans.ts';

/** Converts a literal in names of the graph to the published value; undefined if it is not a value of the type. */
export function defaultValueOf(
  inputs: InputPlans,
  literal: ConstValueNode,
  type: GraphQLOutputType,
): { readonly value: unknown } | undefined {
  if (isNonNullType(type)) {
    return literal.kind === Kind.NULL ? undefined : defaultValueOf(inputs, literal, type.ofType);
  }
  if (literal.kind === Kind.NULL) return { value: null };
  if (isListType(type)) {
    const literals = literal.kind === Kind.LIST ? literal.values : [literal];
    const items = literals.map((one) => defaultValueOf(inputs, one, type.ofType));
    const found = items.filter((item) => item !== undefined);
    return found.length === items.length ? { value: found.map(({ value }) => value) } : undefined;
  }
  if (isEnumType(type)) {
    const name = literal.kind === Kind.ENUM ? literal.value : undefined;
    const known = inputs.enums.get(type.name)?.values.find((value) => value.name === name);
    return known && { value: known.publishedName };
  }
  if (!isScalarType(type)) return undefined;
  const value: unknown = valueFromAST(literal, type);
  return value === undefined ? undefined : { value };
}
