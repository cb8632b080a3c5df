import { GraphQLBoolean, type GraphQLOutputType, isCompositeType, isListType, isNonNullType } from 'graphql';
import { isArray, isObject, type Value } from '../mapping/value.ts';
import { invalidResponse } from './invalid-response.ts';

/**
 * Makes a selected value one that its type can take, where nothing is lost: one value for a list of one, and the texts
 * of booleans (numbers in texts are read by the scalars themselves). XML has neither lists nor booleans.
 * Throws a `GraphQLError` for a scalar where an object is expected; other misfits are found by the type.
 */
export function fitValue(value: Value, type: GraphQLOutputType): Value {
  if (value === null || value === undefined) return null;
  if (isNonNullType(type)) return fitValue(value, type.ofType);
  if (isListType(type)) {
    const { ofType } = type;
    return isArray(value) ? value.map((element) => fitValue(element, ofType)) : [fitValue(value, ofType)];
  }
  if (type === GraphQLBoolean && typeof value === 'string') return readBoolean(value);
  if (isCompositeType(type) && !isObject(value)) {
    throw invalidResponse();
  }
  return value;
}

/** XML Schema, part 2, section 3.2.2. Another text is left for the type to refuse. */
function readBoolean(text: string): boolean | string {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : text;
}
