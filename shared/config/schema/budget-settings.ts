import { z } from 'zod';
import { size } from '../units.ts';

const maxCount = 1_000_000;

/** Optional, each: what is not declared has no bound. */
const limits = {
  rawBytes: size({ min: '1B', max: '512MB' })
    .optional()
    .describe(
      'Largest answer before compression. One of more than twice that is told in `frontage-budget: exceeded` and logged; nothing is left out of it.',
    ),
  brotliBytes: size({ min: '1B', max: '512MB' }).optional().describe('Largest answer after Brotli.'),
  worstBytes: size({ min: '1B', max: '512MB' })
    .optional()
    .describe('Largest answer that there can be, before compression, by caps and by `assume`.'),
  nodes: z
    .int()
    .min(1)
    .max(maxCount * 1000)
    .optional()
    .describe('Most objects in an answer, by caps and by `assume`. More than that ends the start.'),
  depth: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('Most fields within fields. More than that ends the start.'),
  upstreamCalls: z.int().min(0).max(maxCount).optional().describe('Most calls of upstreams for one answer.'),
};

// Names are held to those of the documents and of the schema, when these have been read.
const name = z.string();
const itemCount = z.int().min(0).max(maxCount);
const byteCount = z.int().min(1).max(maxCount);

const assume = z
  .strictObject({
    list: itemCount.default(100).describe('Items of a list.'),
    text: byteCount.default(256).describe('Bytes of a `String`, as JSON writes it.'),
    id: byteCount.default(64).describe('Bytes of an `ID`.'),
    grapheme: z
      .int()
      .min(1)
      .max(64)
      .default(2)
      .describe('Bytes of a grapheme in a text that `@truncate` cuts: 1 in English, 3 in Chinese.'),
    lists: z
      .record(name, itemCount.describe('Items.'))
      .default({})
      .describe('Items of a list that nothing else bounds, by `Type.field` as clients see it.'),
    texts: z
      .record(name, byteCount.describe('Bytes.'))
      .default({})
      .describe('Bytes of a text, by `Type.field` as clients see it.'),
    scalars: z
      .record(name, byteCount.describe('Bytes, with the quotes.'))
      .default({})
      .describe('Bytes of a value of a custom scalar, by its name.'),
  })
  .prefault({})
  .describe('What the largest answer is reckoned with where neither the view nor the operation has a bound.');

/** What an answer may cost, by operation. */
export const budgetSettings = z
  .strictObject({
    default: z.strictObject(limits).prefault({}).describe('For every operation.'),
    operations: z
      .record(name, z.strictObject(limits).describe('For this operation, instead of `default`.'))
      .default({})
      .describe('By name of the operation; each must be one of a trusted document.'),
    assume,
  })
  .prefault({})
  .describe('What answers may cost; `frontage budget --check` holds operations to it.');
