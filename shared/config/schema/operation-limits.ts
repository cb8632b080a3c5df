import { z } from 'zod';

function count(fallback: number, max: number, description: string): z.ZodDefault<z.ZodInt> {
  return z.int().min(1).max(max).default(fallback).describe(description);
}

/** Bounds on the document that a client sends. */
export const operationLimits = z
  .strictObject({
    characters: count(
      15_000,
      10_000_000,
      'Most characters of a document, comments included. More: GRAPHQL_PARSE_FAILED.',
    ),
    tokens: count(
      2_000,
      1_000_000,
      'Most tokens of a document: names, values, punctuation. More: GRAPHQL_PARSE_FAILED.',
    ),
    nesting: count(
      200,
      1_000,
      'Most brackets inside each other in a document, of selections, lists, objects and types (GRAPHQL_PARSE_FAILED); and most fields and fragments inside each other once fragments are expanded (MAX_DEPTH_LIMIT).',
    ),
    operations: count(50, 10_000, 'Most operations of a document. More: MAX_OPERATIONS_LIMIT.'),
    fragments: count(100, 10_000, 'Most fragments that a document defines. More: MAX_FRAGMENTS_LIMIT.'),
    depth: count(
      20,
      1_000,
      'Most fields inside each other. What is inside `__schema` and `__type` does not count. More: MAX_DEPTH_LIMIT.',
    ),
    rootFields: count(20, 100_000, 'Most root fields of an operation. More: MAX_ROOT_FIELDS_LIMIT.'),
    aliases: count(30, 100_000, 'Most aliases of an operation. More: MAX_ALIASES_LIMIT.'),
    directives: count(50, 100_000, 'Most directives of an operation. More: MAX_DIRECTIVES_LIMIT.'),
    selections: count(
      10_000,
      1_000_000,
      'Most fields and fragments that the operations of a document select together. More: MAX_EXPANDED_SELECTIONS.',
    ),
    fieldPairs: count(
      10_000,
      1_000_000,
      'Most pairs of fields that have the same response name at the same place, each of which validation compares. More: MAX_FIELD_PAIRS_LIMIT.',
    ),
    introspectionFields: count(
      10,
      100,
      'Most introspection fields (`__schema`, `__type`) of an operation, where `introspection` is on; `__schema` is one of them at most. More: MAX_INTROSPECTION_LIMIT.',
    ),
  })
  .prefault({})
  .describe(
    'Bounds on a document, counted after its fragments are expanded and before it is validated and planned; a fragment that is spread twice counts twice. They hold for trusted documents too, which are checked at start.',
  );
