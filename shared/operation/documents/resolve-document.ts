import { type ErrorCode, FrontageError } from '../../core/errors.ts';
import type { GraphqlParameters } from '../read-parameters.ts';
import type { Documents } from './create-documents.ts';
import { hashOf } from './document-texts.ts';

/** The text of a document, or the code with which a GraphQL response says that there is none. */
export type ResolvedDocument = { readonly source: string } | { readonly refused: ErrorCode };

/**
 * Finds the document of a request: its own text, or the trusted document that it names by `documentId` or in the form of
 * Apollo's automatic persisted queries. Throws a `FrontageError`: PERSISTED_QUERY_REQUIRED, or BAD_REQUEST.
 */
export function resolveDocument(
  { query, documentId, extensions }: Pick<GraphqlParameters, 'query' | 'documentId' | 'extensions'>,
  documents: Documents,
): ResolvedDocument {
  const persisted = extensions === undefined ? undefined : Reflect.get(extensions, 'persistedQuery');
  if (query !== undefined && documents.mode === 'enforce')
    throw new FrontageError('PERSISTED_QUERY_REQUIRED');
  // A client that registers queries itself sends their texts from then on.
  if (documents.isEmpty && documentId === undefined && persisted)
    return { refused: 'PERSISTED_QUERY_NOT_SUPPORTED' };
  if (query !== undefined) {
    if (!documents.isEmpty && persisted !== undefined && hashOf(query) !== hashIn(persisted))
      throw new FrontageError('BAD_REQUEST', {
        message: 'The given sha256Hash does not match the query.',
      });
    return { source: query };
  }
  const hash = documents.find(documentId ?? hashIn(persisted));
  const source = hash === undefined ? undefined : documents.textOf(hash);
  return source === undefined ? { refused: 'PERSISTED_QUERY_NOT_FOUND' } : { source };
}

function hashIn(persisted: unknown): string {
  const { version, sha256Hash } = fieldsOf(persisted);
  if (version === 1 && typeof sha256Hash === 'string') return sha256Hash;
  const message = 'The extension "persistedQuery" must have a version of 1 and a sha256Hash.';
  throw new FrontageError('BAD_REQUEST', { message });
}

function fieldsOf(value: unknown): { readonly version?: unknown; readonly sha256Hash?: unknown } {
  return typeof value === 'object' && value !== null ? value : {};
}
