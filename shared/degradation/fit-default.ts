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
export type FittedDefault = { readonly value: unknown } | { readonly misfit: string };

/**
 * Checks that the schema allows a value for a field, whatever a client selects of it: each object needs all of its non-null
 * fields. `place`: the name of the value in messages.
 */
export function fitDefault(
  value: unknown,
  type: GraphQLOutputType,
  schema: GraphQLSchema,
  place: string,
): FittedDefault {
  if (isNonNullType(type)) {
    if (value === null || value === undefined) return { misfit: `${place} cannot be null` };
    return fitDefault(value, type.ofType, schema, place);
  }
  if (value === null || value === undefined) return { value: null };
  if (isListType(type)) {
    if (!Array.isArray(value)) return { misfit: `${place} must be a list` };
    const items: unknown[] = [];
    for (const [index, item] of value.entries()) {
      const fitted = fitDefault(item, type.ofType, schema, `${place}.${index}`);
      if ('misfit' in fitted) return fitted;
      items.push(fitted.value);
    }
    return { value: items };
  }
  if (isEnumType(type)) {
    const names = type.getValues().map(({ name }) => name);
    return typeof value === 'string' && names.includes(value)
      ? { value }
      : { misfit: `${place} must be one of ${names.slice(0, 10).join(', ')}` };
  }
  if (isObjectType(type) || isAbstractType(type)) return fitObject(value, type, schema, place);
  const isBuiltIn = specifiedScalarTypes.some(({ name }) => name === type.name);
  if (isBuiltIn && !isScalar(type.name, value)) return { misfit: `${place} must be of type ${type.name}` };
  return { value };
}

function fitObject(
  value: unknown,
  declared: Parameters<typeof isObjectType>[0],
  schema: GraphQLSchema,
  place: string,
): FittedDefault {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { misfit: `${place} must be a map of fields` };
  const { __typename: said, ...given } = Object.fromEntries(Object.entries(value));
  const type = said === undefined ? declared : schema.getType(String(said));
  if (!isObjectType(type)) return { misfit: `${place} needs the __typename of an object type` };
  const isAllowed = type === declared || (isAbstractType(declared) && schema.isSubType(declared, type));
  if (!isAllowed) return { misfit: `${place} cannot be of type ${type.name}` };
  const fields = type.getFields();
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) return { misfit: `${place}: ${type.name} has no field ${unknown}` };
  const fitted: [string, unknown][] = [['__typename', type.name]];
  for (const [name, field] of Object.entries(fields)) {
    const inner = Object.hasOwn(given, name) ? given[name] : undefined;
    const result = fitDefault(inner, field.type, schema, `${place}.${name}`);
    if ('misfit' in result) return result;
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
