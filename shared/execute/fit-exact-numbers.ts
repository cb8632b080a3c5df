import {
  GraphQLFloat,
  GraphQLID,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isSpecifiedScalarType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { type DataObject, isDataObject, own, setOwn } from '../core/json/data-object.ts';
import { exactText, isInteger } from '../core/json/exact-number.ts';

/**
 * Returns the variables in the form that the scalars of the specification accept: an `ID` that was sent as an integer
 * becomes its digits, a `Float` the nearest JavaScript number. Custom scalars retain bigints and exact numbers.
 */
export function fitExactNumbers(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  given: Readonly<Record<string, unknown>>,
): DataObject {
  const fitted: DataObject = { ...given };
  for (const { variable, type } of definitions) {
    const name = variable.name.value;
    const inputType = typeFromAST(schema, type);
    if (inputType !== undefined && isInputType(inputType) && Object.hasOwn(given, name))
      setOwn(fitted, name, fit(given[name], inputType));
  }
  return fitted;
}

function fit(value: unknown, type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return fit(value, type.ofType);
  if (isListType(type)) {
    const { ofType } = type;
    return Array.isArray(value) ? value.map((item) => fit(item, ofType)) : fit(value, ofType);
  }
  if (isInputObjectType(type)) {
    if (!isDataObject(value) || exactText(value) !== undefined) return value;
    const fields = type.getFields();
    const fitted: DataObject = {};
    for (const key of Object.keys(value)) {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      setOwn(fitted, key, field === undefined ? value[key] : fit(own(value, key), field.type));
    }
    return fitted;
  }
  const text = exactText(value);
  if (text === undefined || !isSpecifiedScalarType(type)) return value;
  if (type === GraphQLID && isInteger(text)) return text;
  // Only a Float accepts the number; the other scalars report that they have no such value.
  return type === GraphQLFloat || typeof value !== 'bigint' ? Number(text) : value;
}
