import {
  execute,
  type GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isLeafType,
  isListType,
  isScalarType,
  parse,
} from 'graphql';
import { keyOf } from './shape-response.ts';

export interface ReferenceResult {
  /** JSON text of `data`. */
  readonly text: string;
  readonly errors: readonly GraphQLError[];
}

/** Executes an operation with graphql-js on raw data whose fields are under canonical keys. */
export function executeReference(
  schema: GraphQLSchema,
  query: string,
  data: unknown,
  variables: Readonly<Record<string, unknown>>,
): ReferenceResult {
  const result = execute({
    schema,
    document: parse(query),
    rootValue: data,
    variableValues: variables,
    fieldResolver(source, _arguments, _context, { fieldNodes, returnType }) {
      const [field] = fieldNodes;
      const key = field === undefined ? '' : keyOf(field);
      return Object.hasOwn(source, key) ? withErrors(returnType, source[key]) : undefined;
    },
    typeResolver: (value) => (Object.hasOwn(value, '__typename') ? value.__typename : undefined),
  });
  if (result instanceof Promise || !('data' in result)) throw new TypeError('nothing here is asynchronous');
  return { text: JSON.stringify(result.data), errors: result.errors ?? [] };
}

/**
 * graphql-js coerces what it can (a number to a string) and looks into everything for fields; an `Error` in place of a
 * value is to it a value that does not fit, wherever it stands.
 */
function withErrors(type: GraphQLOutputType, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  const valueType = getNullableType(type);
  if (isListType(valueType))
    return Array.isArray(value)
      ? value.map((item: unknown) => withErrors(valueType.ofType, item))
      : new Error('not a list');
  if (!isLeafType(valueType))
    return typeof value === 'object' && !Array.isArray(value) ? value : new Error('not an object');
  const fits = isEnumType(valueType)
    ? typeof value === 'string' && valueType.getValue(value) !== undefined
    : isScalarType(valueType) && (scalars[valueType.name]?.(value) ?? true);
  return fits ? value : new Error('not of this type');
}

const scalars: Readonly<Record<string, (value: unknown) => boolean>> = {
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string' || Number.isInteger(value),
  Int: (value) => Number.isInteger(value) && Math.abs(Number(value) + 0.5) < 2 ** 31,
  Float: (value) => Number.isFinite(value),
  Boolean: (value) => typeof value === 'boolean',
};
