import { z } from 'zod';
import { onErrorChoice, policyFields } from './degradation-settings.ts';

const name = z.string().regex(/^[_A-Za-z]\w{0,127}$/, 'a name of GraphQL has letters, digits and _');
const digits = z.int().min(0).max(20);

const fieldShape = z
  .strictObject({
    type: z
      .string()
      .min(1)
      .optional()
      .describe('Its type, e.g. `[String!]`; needed where it cannot be told from what it comes from.'),
    rename: name.optional().describe('What clients call it.'),
    from: z.string().min(1).optional().describe('The path that it comes from, e.g. `price.current.amount`.'),
    pluck: z.string().min(1).optional().describe('The same, through lists.'),
    hasMore: name
      .optional()
      .describe('A new field: whether `cap` with `mode: slice` left something out of this one.'),
    compute: z
      .strictObject({
        fn: z.string().min(1).describe('The name of a function.'),
        requires: z.string().min(1).optional().describe('The selection that it gets.'),
      })
      .optional()
      .describe('A new field: what a function makes of its object.'),
    cap: z
      .strictObject({
        max: z.int().min(1).max(10_000).describe('How many there are at most.'),
        default: z.int().min(0).max(10_000).optional().describe('How many there are when not said.'),
        arg: name.optional().describe('The argument that says how many.'),
        mode: z
          .enum(['argument', 'slice'])
          .optional()
          .describe('`slice`: the list is cut, where the graph has no such argument.'),
      })
      .optional()
      .describe('How long a list may be.'),
    image: z
      .strictObject({
        slot: z.string().min(1).describe('One of `view.images`.'),
        args: z
          .strictObject({
            width: name.optional().describe('The argument of its width.'),
            height: name.optional().describe('The argument of its height.'),
            format: name.optional().describe('The argument of its format.'),
            quality: name.optional().describe('The argument of its quality.'),
          })
          .optional()
          .describe('The arguments of the graph that are told, by what they are told.'),
      })
      .optional()
      .describe('It is the URL of an image, in the size of the slot.'),
    strip: z.boolean().optional().describe('It is HTML, of which clients get the text.'),
    truncate: z
      .strictObject({
        max: z.int().min(1).max(100_000).describe('How many graphemes, the ellipsis included.'),
        at: z
          .enum(['word', 'grapheme'])
          .optional()
          .describe('Where it may be cut; between words if not said.'),
        ellipsis: z.string().max(16).optional().describe('What stands for the rest; `…` if not said.'),
      })
      .optional()
      .describe('How long a text may be.'),
    round: z
      .strictObject({
        digits: digits.describe('How many digits after the point.'),
        mode: z
          .enum(['halfEven', 'halfUp', 'down', 'up'])
          .optional()
          .describe('Where it is rounded to; `halfEven` if not said.'),
      })
      .optional()
      .describe('How precise a number is.'),
    format: z
      .strictObject({
        as: z.enum(['currency', 'date', 'duration', 'number']).describe('What it is.'),
        amount: name.optional().describe('With `currency`: the field of the amount; `amount` if not said.'),
        currency: name
          .optional()
          .describe('With `currency`: the field of the currency; `currency` if not said.'),
        style: z.enum(['short', 'medium', 'long']).optional().describe('With `date`; `medium` if not said.'),
        time: z.boolean().optional().describe('With `date`: whether the time is said too.'),
        digits: digits.optional().describe('With `number`: how many digits after the point.'),
        compact: z.boolean().optional().describe('With `number`: `1.2K` instead of `1,234`.'),
      })
      .optional()
      .describe('A new field: a text in the locale of the request.'),
    default: z.unknown().optional().describe('What stands there instead of null.'),
    onError: z
      .strictObject({ policy: onErrorChoice, ...policyFields })
      .optional()
      .describe('What stands there when its upstream fails.'),
  })
  .describe('A field, as its directives in a view file would say it.');

/** `view.shape`: the vocabulary of view files in YAML. */
export const viewShapeSettings = z
  .record(
    name,
    z
      .strictObject({
        hide: z.array(name).optional().describe('Fields, or values of an enum, that are not published.'),
        rename: name.optional().describe('What clients call the type.'),
        fields: z.record(name, fieldShape).optional().describe('By name in the graph, or of a new field.'),
      })
      .describe('What is said of one type.'),
  )
  .optional()
  .describe('What view files say, by type of the graph; for teams that write no SDL.');
