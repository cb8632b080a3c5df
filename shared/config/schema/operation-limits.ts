import { z } from 'zod';

function count(fallback: number, max: number, description: string): z.ZodDefault<z.ZodInt> {
  return z.int().min(1).max(max).default(fallback).describe(description);
}

/** Limits of the document that a client sends. */
export const operationLimits = z
  .strictObject({
    characters: count(
      15_000,
      10_000_000,
      'Maximum number of characters of a document, comments included. Exceeded: GRAPHQL_PARSE_FAILED.',
    ),
    tokens: count(
      2_000,
      1_000_000,
      'Maximum number of tokens of a document: names, values, punctuation. Exceeded: GRAPHQL_PARSE_FAILED.',
    ),
    nesting: count(
      200,
      1_000,
      'Maximum depth of nested brackets in a document: of selections, lists, objects and types (exceeded: GRAPHQL_PARSE_FAILED). Also the maximum depth of nested fields and fragments after fragments are expanded (exceeded: MAX_DEPTH_LIMIT).',
    ),
    operations: count(
      50,
      10_000,
      'Maximum number of operations in a document. Exceeded: MAX_OPERATIONS_LIMIT.',
    ),
    fragments: count(
      100,
      10_000,
      'Maximum number of fragment definitions in a document. Exceeded: MAX_FRAGMENTS_LIMIT.',
    ),
    depth: count(
      20,
      1_000,
      'Maximum depth of nested fields. Fields inside `__schema` and `__type` do not count. Exceeded: MAX_DEPTH_LIMIT.',
    ),
    rootFields: count(
      20,
      100_000,
      'Maximum number of root fields of an operation. Exceeded: MAX_ROOT_FIELDS_LIMIT.',
    ),
    aliases: count(30, 100_000, 'Maximum number of aliases of an operation. Exceeded: MAX_ALIASES_LIMIT.'),
    directives: count(
      50,
      100_000,
      'Maximum number of directives of an operation. Exceeded: MAX_DIRECTIVES_LIMIT.',
    ),
    selections: count(
      10_000,
      1_000_000,
      'Maximum number of fields and fragments that all operations of a document select together. Exceeded: MAX_EXPANDED_SELECTIONS.',
    ),
    fieldPairs: count(
      10_000,
      1_000_000,
      'Maximum number of pairs of fields with the same response name at the same path. Validation compares each pair. Exceeded: MAX_FIELD_PAIRS_LIMIT.',
    ),
    introspectionFields: count(
      10,
      100,
      'Maximum number of introspection fields (`__schema`, `__type`) of an operation, if `introspection` is on; at most one of them may be `__schema`. Exceeded: MAX_INTROSPECTION_LIMIT.',
    ),
  })
  .prefault({})
  .describe(
    'Limits of a document. They are counted after its fragments are expanded and before it is validated and planned; a fragment that is spread twice counts twice. They also apply to trusted documents, which are checked at startup.',
  );
