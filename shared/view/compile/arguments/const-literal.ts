import { type ConstObjectFieldNode, type ConstValueNode, Kind, type ValueNode } from 'graphql';

/** Returns the same literal if it contains no variables. */
export function constLiteral(value: ValueNode): ConstValueNode | undefined {
  if (value.kind === Kind.VARIABLE) return undefined;
  if (value.kind === Kind.LIST) {
    const values = value.values.map(constLiteral).filter((one) => one !== undefined);
    return values.length === value.values.length ? { ...value, values } : undefined;
  }
  if (value.kind !== Kind.OBJECT) return value;
  const fields = value.fields.flatMap((field): readonly ConstObjectFieldNode[] => {
    const inner = constLiteral(field.value);
    return inner ? [{ ...field, value: inner }] : [];
  });
  return fields.length === value.fields.length ? { ...value, fields } : undefined;
}
