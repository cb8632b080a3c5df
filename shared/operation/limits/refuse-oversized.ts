import { type DocumentNode, Kind } from 'graphql';
import type { ErrorCode } from '../../core/errors.ts';
import { measureDocument, type SelectionSize } from '../../core/graphql/document-size.ts';
import type { OperationLimits } from '../../core/graphql/operation-limits.ts';
import { countFieldPairs } from './field-pairs.ts';
import { countIntrospection } from './introspection-fields.ts';
import { LimitExceeded } from './limit-exceeded.ts';

interface Count {
  readonly limit: keyof OperationLimits;
  readonly found: number;
  readonly code: ErrorCode;
  /** The unit, written after a number. */
  readonly what: string;
}

/** Counts beyond this are reported as "more than". */
const exactUpTo = 1_000_000_000;

/**
 * Refuses a document whose operations select too much once fragments are expanded. The document is parsed, and need not be
 * valid. Throws `LimitExceeded` for the first limit that is exceeded. Where a fragment contains itself (`isCircular`), only the
 * numbers of definitions are checked.
 */
export function refuseOversized(
  document: DocumentNode,
  limits: OperationLimits,
): { readonly isCircular: boolean; readonly hasIntrospection: boolean } {
  const code = 'MAX_OPERATIONS_LIMIT';
  const operations = count(document, Kind.OPERATION_DEFINITION);
  check(limits, { limit: 'operations', found: operations, code, what: 'operations' });
  const fragments = count(document, Kind.FRAGMENT_DEFINITION);
  check(limits, { limit: 'fragments', found: fragments, code: 'MAX_FRAGMENTS_LIMIT', what: 'fragments' });

  const { definitions, isCircular } = measureDocument(document, limits.nesting);
  const hasIntrospection = definitions.some((size) => size.hasIntrospection);
  if (isCircular) return { isCircular, hasIntrospection };
  for (const size of definitions) for (const one of countsOf(size)) check(limits, one);
  // Validation checks all operations, whichever one is requested.
  const selections = definitions.reduce((sum, size) => sum + size.selections, 0);
  check(limits, {
    limit: 'selections',
    found: selections,
    code: 'MAX_EXPANDED_SELECTIONS',
    what: 'selections with its fragments expanded',
  });
  check(limits, {
    limit: 'fieldPairs',
    found: countFieldPairs(document, limits.fieldPairs),
    code: 'MAX_FIELD_PAIRS_LIMIT',
    what: 'pairs of fields with one name at one place',
  });
  if (hasIntrospection) checkIntrospection(document, limits);
  return { isCircular, hasIntrospection };
}

function checkIntrospection(document: DocumentNode, limits: OperationLimits): void {
  const code = 'MAX_INTROSPECTION_LIMIT';
  const { all, schema } = countIntrospection(document);
  check(limits, { limit: 'introspectionFields', found: all, code, what: 'introspection fields' });
  if (schema > 1)
    throw new LimitExceeded(
      code,
      'introspectionFields',
      `The document has __schema under ${schema} names; 1 is allowed.`,
    );
}

function countsOf(size: SelectionSize): Count[] {
  const { nesting, depth, rootFields, aliases, directives } = size;
  return [
    { limit: 'nesting', found: nesting, code: 'MAX_DEPTH_LIMIT', what: 'levels of fields and fragments' },
    { limit: 'depth', found: depth, code: 'MAX_DEPTH_LIMIT', what: 'levels of fields' },
    { limit: 'rootFields', found: rootFields, code: 'MAX_ROOT_FIELDS_LIMIT', what: 'root fields' },
    { limit: 'aliases', found: aliases, code: 'MAX_ALIASES_LIMIT', what: 'aliases' },
    { limit: 'directives', found: directives, code: 'MAX_DIRECTIVES_LIMIT', what: 'directives' },
  ];
}

function check(limits: OperationLimits, { limit, found, code, what }: Count): void {
  const allowed = limits[limit];
  if (found <= allowed) return;
  const least = found === Number.POSITIVE_INFINITY ? allowed : exactUpTo;
  const shown = found > exactUpTo ? `more than ${least}` : found;
  throw new LimitExceeded(code, limit, `The document has ${shown} ${what}; ${allowed} are allowed.`);
}

function count({ definitions }: DocumentNode, kind: Kind): number {
  return definitions.filter((node) => node.kind === kind).length;
}
