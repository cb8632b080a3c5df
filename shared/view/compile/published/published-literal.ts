import {
  type ConstValueNode,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
} from 'graphql';
import type { InputPlans } from '../arguments/input-plans.ts';

/**
 * Converts a literal of the graph to published names; undefined if it contains unpublished values or fields. `type`: the type
 * in the graph.
 */
export function publishedLiteral(
  inputs: InputPlans,
  value: ConstValueNode,
  type: GraphQLInputType,
): ConstValueNode | undefined {
  if (value.kind === Kind.NULL) return value;
  if (isNonNullType(type)) return publishedLiteral(inputs, value, type.ofType);
  if (isListType(type)) {
    if (value.kind !== Kind.LIST) return publishedLiteral(inputs, value, type.ofType);
    const values = value.values.map((one) => publishedLiteral(inputs, one, type.ofType));
    return values.every((one) => one !== undefined) ? { ...value, values } : undefined;
  }
  if (isEnumType(type) && value.kind === Kind.ENUM) {
    const one = inputs.enums.get(type.name)?.values.find(({ name }) => name === value.value);
    return one && { ...value, value: one.publishedName };
  }
  if (!isInputObjectType(type) || value.kind !== Kind.OBJECT) return value;
  const plan = inputs.objects.get(type.name);
  const fields = value.fields.map((node) => {
    const known = plan?.fields.find(({ field }) => field.name === node.name.value);
    const published = known && publishedLiteral(inputs, node.value, known.field.type);
    return published && { ...node, name: { ...node.name, value: known.publishedName }, value: published };
  });
  return fields.every((one) => one !== undefined) ? { ...value, fields } : undefined;
}
