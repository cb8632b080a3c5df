import { settingsSchema } from '../settings-schema.ts';

/** Returns the keys of the schema at this path; empty for a map whose keys the user chooses. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  let schema: unknown = settingsSchema;
  for (const key of path) schema = child(unwrap(schema), key);
  const at = unwrap(schema);
  return isObjectSchema(at) ? Object.keys(at.shape) : [];
}

function child(schema: unknown, key: PropertyKey): unknown {
  if (isObjectSchema(schema)) return Reflect.get(schema.shape, key);
  return typeof schema === 'object' && schema !== null && 'valueType' in schema
    ? schema.valueType
    : undefined;
}

function unwrap(schema: unknown): unknown {
  let inner = schema;
  while (
    typeof inner === 'object' &&
    inner !== null &&
    'unwrap' in inner &&
    typeof inner.unwrap === 'function'
  ) {
    inner = inner.unwrap();
  }
  return inner;
}

function isObjectSchema(schema: unknown): schema is { readonly shape: object } {
  return typeof schema === 'object' && schema !== null && 'shape' in schema;
}
