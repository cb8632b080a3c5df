import { GraphQLBoolean, type GraphQLOutputType, isCompositeType, isListType, isNonNullType } from 'graphql';
import { isArray, isObject, type Value } from '../mapping/value.ts';
import { invalidResponse } from './invalid-response.ts';

/**
 * Coerces a selected value to its type if the coercion is lossless: a single value to a list of one, and a string to a boolean
 * (scalars themselves parse numbers in strings). XML has neither lists nor booleans.
 * Throws a `GraphQLError` for a scalar where an object is expected; the type detects other mismatches.
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

/** Reads a boolean of XML Schema, part 2, section 3.2.2. Returns any other text unmodified, so that the type rejects it. */
function readBoolean(text: string): boolean | string {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : text;
}
