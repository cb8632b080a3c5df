import { z } from 'zod';
import { size } from '../units.ts';

const maxCount = 1_000_000;

/** The limits of one operation. All are optional: a limit that is not declared does not apply. */
const limits = {
  rawBytes: size({ min: '1B', max: '512MB' })
    .optional()
    .describe(
      'Maximum size of a response before compression. A response of more than twice this size gets the header `frontage-budget: exceeded` and is logged; it is still sent in full.',
    ),
  brotliBytes: size({ min: '1B', max: '512MB' })
    .optional()
    .describe('Maximum size of a response after Brotli compression.'),
  worstBytes: size({ min: '1B', max: '512MB' })
    .optional()
    .describe('Maximum size of the worst-case response before compression, computed from caps and `assume`.'),
  nodes: z
    .int()
    .min(1)
    .max(maxCount * 1000)
    .optional()
    .describe(
      'Maximum number of objects in a response, computed from caps and `assume`. Startup fails if an operation exceeds it.',
    ),
  depth: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('Maximum depth of nested fields. Startup fails if an operation exceeds it.'),
  upstreamCalls: z
    .int()
    .min(0)
    .max(maxCount)
    .optional()
    .describe('Maximum number of upstream calls for one response.'),
};

// Names are checked against the documents and the schema once these have been read.
const name = z.string();
const itemCount = z.int().min(0).max(maxCount);
const byteCount = z.int().min(1).max(maxCount);

const assume = z
  .strictObject({
    list: itemCount.default(100).describe('Number of items of a list.'),
    text: byteCount.default(256).describe('Bytes of a `String` in JSON.'),
    id: byteCount.default(64).describe('Bytes of an `ID`.'),
    grapheme: z
      .int()
      .min(1)
      .max(64)
      .default(2)
      .describe('Bytes of a grapheme in a string that `@truncate` shortens: 1 in English, 3 in Chinese.'),
    lists: z
      .record(name, itemCount.describe('Number of items.'))
      .default({})
      .describe('Number of items of a list without any other bound, by `Type.field` of the client schema.'),
    texts: z
      .record(name, byteCount.describe('Bytes.'))
      .default({})
      .describe('Bytes of a string, by `Type.field` of the client schema.'),
    scalars: z
      .record(name, byteCount.describe('Bytes, quotes included.'))
      .default({})
      .describe('Bytes of a value of a custom scalar, by scalar name.'),
  })
  .prefault({})
  .describe(
    'Sizes assumed for the worst-case response where neither the view nor the operation sets a bound.',
  );

/** The response budgets of operations. */
export const budgetSettings = z
  .strictObject({
    default: z.strictObject(limits).prefault({}).describe('The budget of every operation.'),
    operations: z
      .record(name, z.strictObject(limits).describe('The budget of this operation; replaces `default`.'))
      .default({})
      .describe('Budgets by operation name. Each operation must be in a trusted document.'),
    assume,
  })
  .prefault({})
  .describe('Budgets of responses. `frontage budget --check` checks operations against them.');
