import { z } from 'zod';
import { headerName } from './upstream-fields.ts';

const pattern = z.string().min(1).max(200).refine(isPattern, {
  error: 'allowed is a regular expression without groups and back references, with at most two of * + ? {',
});

/**
 * Whether the text is a JavaScript regular expression of at most quadratic time. The bound is required because clients
 * choose the header names that it is matched against.
 */
function isPattern(text: string): boolean {
  const bare = text.replace(/\\[^1-9k]/g, 'a').replace(/\[[^\]]*\]/g, 'a');
  if (/[(\\]/.test(bare) || (bare.match(/[*+?{]/g) ?? []).length > 2) return false;
  try {
    return new RegExp(text).source.length > 0;
  } catch {
    // The refinement reports it.
    return false;
  }
}

const propagate = z
  .strictObject({
    named: headerName.optional().describe('The header of this name.'),
    matching: pattern.optional().describe('Every header whose whole lower-case name matches.'),
    rename: headerName.optional().describe('The name under which the header is forwarded. Requires `named`.'),
    default: z
      .string()
      .max(1024)
      .optional()
      .describe('The value that is forwarded when the header is missing. Requires `named`.'),
  })
  .describe('Forwards headers.');

const insert = z
  .strictObject({
    name: headerName.describe('The name of the header.'),
    value: z.string().max(1024).describe('The value of the header.'),
  })
  .describe('Sets a header, and replaces an existing one of this name.');

const remove = z
  .strictObject({
    named: headerName.optional().describe('The header of this name.'),
    matching: pattern.optional().describe('Every header whose whole lower-case name matches.'),
  })
  .describe('Removes headers that earlier rules have set.');

const requestRule = z
  .strictObject({ propagate: propagate.optional(), insert: insert.optional(), remove: remove.optional() })
  .describe('A rule. Exactly one of the three keys is allowed.');

const responseRule = z
  .strictObject({
    propagate: propagate
      .extend({
        merge: z
          .enum(['first', 'last', 'append'])
          .default('append')
          .describe(
            'Which value is used when several upstream responses have the header. All `set-cookie` headers are retained.',
          ),
      })
      .describe('Forwards headers.')
      .optional(),
    insert: insert.optional(),
    remove: remove.optional(),
  })
  .describe('A rule. Exactly one of the three keys is allowed.');

const rules = z.strictObject({
  request: z
    .array(requestRule)
    .max(100)
    .default([])
    .describe('Rules for headers from the client request to the upstream, applied in order.'),
  response: z
    .array(responseRule)
    .max(100)
    .default([])
    .describe('Rules for headers from the upstream response to the client, applied in order.'),
});

/** Which headers are forwarded. */
export const headerSettings = z
  .strictObject({
    all: rules.prefault({}).describe('Rules for every upstream.'),
    subgraphs: z
      .record(z.string(), rules.describe('Applied after the rules of `all`.'))
      .default({})
      .describe('Rules by subgraph name.'),
    sources: z
      .record(z.string(), rules.describe('Applied after the rules of `all`.'))
      .default({})
      .describe('Rules by `@source` name.'),
  })
  .prefault({})
  .describe('Which headers are forwarded between clients and upstreams. Without rules, none are.');
