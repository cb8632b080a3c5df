import { z } from 'zod';
import { settingsSchema } from './settings-schema.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const environmentReference = {
  description: 'A value from the environment: ${env.NAME} or ${env.NAME:-default}.',
  type: 'string',
  pattern: '^[^$]*\\$\\{env\\.[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\}',
};

/** The JSON Schema (draft 2020-12) of the settings of all files together. */
export function settingsJsonSchema(): JsonSchema {
  return { ...z.toJSONSchema(settingsSchema, { io: 'input' }), title: 'Frontage settings' };
}

/**
 * The JSON Schema of one settings file, for editors. Nothing is required, because a file may extend another one, and
 * any value may come from the environment.
 */
export function settingsFileJsonSchema(): JsonSchema {
  return {
    ...asWritten(settingsJsonSchema()),
    title: 'Frontage settings file',
    $defs: { environmentReference },
  };
}

function asWritten(schema: JsonSchema): JsonSchema {
  const { required, properties, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(isSchema(properties) && { properties: mapValues(properties, asWrittenValue) }),
    ...(additionalProperties !== undefined && {
      additionalProperties: asWrittenValue(additionalProperties),
    }),
  };
}

function asWrittenValue(schema: unknown): unknown {
  if (!isSchema(schema)) return schema;
  if (schema['type'] === 'object') return asWritten(schema);
  if (schema['type'] === 'array') return { ...schema, items: asWrittenValue(schema['items']) };
  const { description, default: value, ...rest } = schema;
  return {
    ...(description !== undefined && { description }),
    ...(value !== undefined && { default: value }),
    anyOf: [rest, { $ref: '#/$defs/environmentReference' }],
  };
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapValues(record: JsonSchema, change: (value: unknown) => unknown): JsonSchema {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
