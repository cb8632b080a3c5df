import { z } from 'zod';
import { headerName } from './upstream-fields.ts';

const pattern = z.string().min(1).max(200).refine(isPattern, {
  error: 'allowed is a regular expression without groups and back references, with at most two of * + ? {',
});

/**
 * JavaScript's own flavour, and of that only what takes quadratic time at most: clients choose the names of the headers
 * that it is tried on.
 */
function isPattern(text: string): boolean {
  const bare = text.replace(/\\[^1-9k]/g, 'a').replace(/\[[^\]]*\]/g, 'a');
  if (/[(\\]/.test(bare) || (bare.match(/[*+?{]/g) ?? []).length > 2) return false;
  try {
    return new RegExp(text).source.length > 0;
  } catch {
    // Said by the refinement.
    return false;
  }
}

const propagate = z
  .strictObject({
    named: headerName.optional().describe('The header of this name.'),
    matching: pattern.optional().describe('Every header whose whole lower-case name matches.'),
    rename: headerName.optional().describe('Under which name it is passed on; with `named` only.'),
    default: z
      .string()
      .max(1024)
      .optional()
      .describe('What is passed on when there is none; with `named` only.'),
  })
  .describe('Passes headers on.');

const insert = z
  .strictObject({
    name: headerName.describe('Its name.'),
    value: z.string().max(1024).describe('Its value.'),
  })
  .describe('Adds a header, in place of another one of its name.');

const remove = z
  .strictObject({
    named: headerName.optional().describe('The header of this name.'),
    matching: pattern.optional().describe('Every header whose whole lower-case name matches.'),
  })
  .describe('Takes headers away again.');

const requestRule = z
  .strictObject({ propagate: propagate.optional(), insert: insert.optional(), remove: remove.optional() })
  .describe('One of the three.');

const responseRule = z
  .strictObject({
    propagate: propagate
      .extend({
        merge: z
          .enum(['first', 'last', 'append'])
          .default('append')
          .describe('Which counts when several answers have it; every `set-cookie` is kept.'),
      })
      .describe('Passes headers on.')
      .optional(),
    insert: insert.optional(),
    remove: remove.optional(),
  })
  .describe('One of the three.');

const rules = z.strictObject({
  request: z
    .array(requestRule)
    .max(100)
    .default([])
    .describe("From the client's request to the upstream, in this order."),
  response: z
    .array(responseRule)
    .max(100)
    .default([])
    .describe("From the upstream's answer to the client, in this order."),
});

/** Which headers travel. */
export const headerSettings = z
  .strictObject({
    all: rules.prefault({}).describe('For every upstream.'),
    subgraphs: z
      .record(z.string(), rules.describe('After those of `all`.'))
      .default({})
      .describe('By subgraph name.'),
    sources: z
      .record(z.string(), rules.describe('After those of `all`.'))
      .default({})
      .describe('By `@source` name.'),
  })
  .prefault({})
  .describe('Which headers travel between clients and upstreams. None do by themselves.');
