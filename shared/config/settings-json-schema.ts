import { z } from 'zod';
import { settingsSchema } from './settings-schema.ts';

/** The JSON Schema (draft 2020-12) of a settings file as it is written. */
export function settingsJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(settingsSchema, { io: 'input' }), title: 'Frontage settings' };
}
