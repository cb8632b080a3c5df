import {
  type ConstObjectValueNode,
  type ConstValueNode,
  GraphQLError,
  type InputObjectTypeDefinitionNode,
  Kind,
  print,
  specifiedScalarTypes,
  type TypeNode,
} from 'graphql';
import { type DefinitionIndex, isRequired } from './definition-index.ts';

const scalars = new Map(specifiedScalarTypes.map((type) => [type.name, type]));

/**
 * Returns why a constant is not a value of the type; undefined if it is one. Any constant is a value of a custom scalar.
 * GraphQL, section "Values of Correct Type".
 */
export function valueProblem(
  value: ConstValueNode,
  type: TypeNode,
  index: DefinitionIndex,
): string | undefined {
  if (type.kind === Kind.NON_NULL_TYPE)
    return value.kind === Kind.NULL ? 'found null' : valueProblem(value, type.type, index);
  if (value.kind === Kind.NULL) return undefined;
  if (type.kind === Kind.LIST_TYPE) {
    if (value.kind !== Kind.LIST) return valueProblem(value, type.type, index);
    for (const item of value.values) {
      const problem = valueProblem(item, type.type, index);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  const name = type.name.value;
  const values = index.enums.get(name);
  if (values !== undefined)
    return value.kind === Kind.ENUM && values.has(value.value) ? undefined : found(value);
  const definition = index.types.get(name);
  if (definition === undefined) return scalarProblem(value, name);
  if (definition.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION) return undefined;
  return value.kind === Kind.OBJECT ? objectProblem(value, definition, index) : found(value);
}

function objectProblem(
  { fields }: ConstObjectValueNode,
  { fields: declared = [] }: InputObjectTypeDefinitionNode,
  index: DefinitionIndex,
): string | undefined {
  const missing = declared.find(
    ({ name, type, defaultValue }) =>
      isRequired(type, defaultValue) && !fields.some((field) => field.name.value === name.value),
  );
  if (missing !== undefined) return `the field ${missing.name.value} is missing`;
  for (const { name, value } of fields) {
    const field = declared.find((one) => one.name.value === name.value);
    const problem =
      field === undefined ? `unknown field ${name.value}` : valueProblem(value, field.type, index);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function scalarProblem(value: ConstValueNode, name: string): string | undefined {
  const scalar = scalars.get(name);
  if (scalar === undefined) return undefined;
  try {
    scalar.parseLiteral(value);
    return undefined;
  } catch (error) {
    if (error instanceof GraphQLError) return error.message;
    throw error;
  }
}

function found(value: ConstValueNode): string {
  return `found ${print(value)}`;
}
