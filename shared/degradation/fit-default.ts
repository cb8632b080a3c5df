import {
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  specifiedScalarTypes,
} from 'graphql';

/** The value with the `__typename` of its objects, or the reason why it is not allowed. */
export type FittedDefault = { readonly value: unknown } | { readonly problem: string };

/**
 * Checks that the schema allows a value for a field, whatever a client selects of it: each object needs all of its non-null
 * fields. `place`: the name of the value in messages.
 */
export function fitDefault(
  value: unknown,
  type: GraphQLOutputType,
  schema: GraphQLSchema,
  position: string,
): FittedDefault {
  if (isNonNullType(type)) {
    if (value === null || value === undefined) return { problem: `${position} cannot be null` };
    return fitDefault(value, type.ofType, schema, position);
  }
  if (value === null || value === undefined) return { value: null };
  if (isListType(type)) {
    if (!Array.isArray(value)) return { problem: `${position} must be a list` };
    const items: unknown[] = [];
    for (const [index, item] of value.entries()) {
      const fitted = fitDefault(item, type.ofType, schema, `${position}.${index}`);
      if ('problem' in fitted) return fitted;
      items.push(fitted.value);
    }
    return { value: items };
  }
  if (isEnumType(type)) {
    const names = type.getValues().map(({ name }) => name);
    return typeof value === 'string' && names.includes(value)
      ? { value }
      : { problem: `${position} must be one of ${names.slice(0, 10).join(', ')}` };
  }
  if (isObjectType(type) || isAbstractType(type)) return fitObject(value, type, schema, position);
  const isBuiltIn = specifiedScalarTypes.some(({ name }) => name === type.name);
  if (isBuiltIn && !isScalar(type.name, value))
    return { problem: `${position} must be of type ${type.name}` };
  return { value };
}

function fitObject(
  value: unknown,
  declared: Parameters<typeof isObjectType>[0],
  schema: GraphQLSchema,
  position: string,
): FittedDefault {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: `${position} must be a map of fields` };
  const { __typename: said, ...given } = Object.fromEntries(Object.entries(value));
  const type = said === undefined ? declared : schema.getType(String(said));
  if (!isObjectType(type)) return { problem: `${position} needs the __typename of an object type` };
  const isAllowed = type === declared || (isAbstractType(declared) && schema.isSubType(declared, type));
  if (!isAllowed) return { problem: `${position} cannot be of type ${type.name}` };
  const fields = type.getFields();
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) return { problem: `${position}: ${type.name} has no field ${unknown}` };
  const fitted: [string, unknown][] = [['__typename', type.name]];
  for (const [name, field] of Object.entries(fields)) {
    const inner = Object.hasOwn(given, name) ? given[name] : undefined;
    const result = fitDefault(inner, field.type, schema, `${position}.${name}`);
    if ('problem' in result) return result;
    if (inner !== undefined) fitted.push([name, result.value]);
  }
  return { value: Object.fromEntries(fitted) };
}

function isScalar(name: string, value: unknown): boolean {
  switch (name) {
    case 'Int':
      return typeof value === 'number' && (value | 0) === value;
    case 'Float':
      return typeof value === 'number' && Number.isFinite(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'ID':
      return typeof value === 'string' || Number.isInteger(value);
    default:
      return typeof value === 'string';
  }
}
