import { z } from 'zod';
import { onErrorChoice, policyFields } from './degradation-settings.ts';

const name = z.string().regex(/^[_A-Za-z]\w{0,127}$/, 'a GraphQL name has letters, digits and _');
const digits = z.int().min(0).max(20);

const fieldShape = z
  .strictObject({
    type: z
      .string()
      .min(1)
      .optional()
      .describe('The type, e.g. `[String!]`. Required if it cannot be derived from the source of the field.'),
    rename: name.optional().describe('The name in the client schema.'),
    from: z.string().min(1).optional().describe('The source path, e.g. `price.current.amount`.'),
    pluck: z.string().min(1).optional().describe('As `from`, through lists.'),
    hasMore: name
      .optional()
      .describe(
        'Adds a field of this name: whether `cap` with `mode: slice` has cut off items of this list.',
      ),
    compute: z
      .strictObject({
        fn: z.string().min(1).describe('The name of a function.'),
        requires: z.string().min(1).optional().describe('The selection that the function receives.'),
      })
      .optional()
      .describe('A new field that a function computes from its object.'),
    cap: z
      .strictObject({
        max: z.int().min(1).max(10_000).describe('Maximum number of items.'),
        default: z
          .int()
          .min(0)
          .max(10_000)
          .optional()
          .describe('Number of items if the client does not specify it.'),
        arg: name.optional().describe('The argument for the number of items.'),
        mode: z
          .enum(['argument', 'slice'])
          .optional()
          .describe(
            '`slice`: the list is truncated here, for a field of the graph without such an argument.',
          ),
      })
      .optional()
      .describe('The maximum length of a list.'),
    image: z
      .strictObject({
        slot: z.string().min(1).describe('A slot of `view.images`.'),
        args: z
          .strictObject({
            width: name.optional().describe('The argument for the width.'),
            height: name.optional().describe('The argument for the height.'),
            format: name.optional().describe('The argument for the format.'),
            quality: name.optional().describe('The argument for the quality.'),
          })
          .optional()
          .describe('The arguments of the graph field that receive the values of the slot.'),
      })
      .optional()
      .describe('The field is an image URL; it is built for the size of the slot.'),
    strip: z.boolean().optional().describe('The field is HTML; clients receive its text without markup.'),
    truncate: z
      .strictObject({
        max: z.int().min(1).max(100_000).describe('Maximum number of graphemes, including the ellipsis.'),
        at: z
          .enum(['word', 'grapheme'])
          .optional()
          .describe('Where the string may be cut. Not set: between words.'),
        ellipsis: z.string().max(16).optional().describe('Replaces the removed part. Not set: `…`.'),
      })
      .optional()
      .describe('The maximum length of a string.'),
    round: z
      .strictObject({
        digits: digits.describe('Number of fraction digits.'),
        mode: z
          .enum(['halfEven', 'halfUp', 'down', 'up'])
          .optional()
          .describe('The rounding mode. Not set: `halfEven`.'),
      })
      .optional()
      .describe('The precision of a number.'),
    format: z
      .strictObject({
        as: z.enum(['currency', 'date', 'duration', 'number']).describe('The kind of value.'),
        amount: name.optional().describe('With `currency`: the field of the amount. Not set: `amount`.'),
        currency: name
          .optional()
          .describe('With `currency`: the field of the currency code. Not set: `currency`.'),
        style: z
          .enum(['short', 'medium', 'long'])
          .optional()
          .describe('With `date`: the style. Not set: `medium`.'),
        time: z.boolean().optional().describe('With `date`: whether the time is included.'),
        digits: digits.optional().describe('With `number`: number of fraction digits.'),
        compact: z.boolean().optional().describe('With `number`: `1.2K` instead of `1,234`.'),
      })
      .optional()
      .describe('A new field: a string formatted in the locale of the request.'),
    default: z.unknown().optional().describe('The value that replaces null.'),
    onError: z
      .strictObject({ policy: onErrorChoice, ...policyFields })
      .optional()
      .describe('The policy that applies when the upstream of the field fails.'),
  })
  .describe('A field; the keys correspond to the directives of a view file.');

/** `view.shape`: the directives of view files, in YAML. */
export const viewShapeSettings = z
  .record(
    name,
    z
      .strictObject({
        hide: z.array(name).optional().describe('Fields or enum values that are not published.'),
        rename: name.optional().describe('The name of the type in the client schema.'),
        fields: z
          .record(name, fieldShape)
          .optional()
          .describe('Fields by their name in the graph, or by the name of a new field.'),
      })
      .describe('The shape of one type.'),
  )
  .optional()
  .describe('The content of view files in YAML, by type of the graph; for teams that do not write SDL.');
