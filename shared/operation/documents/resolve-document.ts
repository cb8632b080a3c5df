import { FrontageError } from '../../core/errors.ts';
import { stringifyJson } from '../../core/json/exact-json.ts';
import type { GraphqlParameters } from '../read-parameters.ts';
import type { Documents } from './create-documents.ts';
import { hashOf } from './document-texts.ts';

/** What Apollo Server reads of a request: the query string of a GET, the body of a POST. */
type Given = GraphqlParameters['given'];

export interface ResolvedDocument extends Given {
  /** The text of the document. Undefined where Apollo Server is to say that there is none. */
  readonly source: string | undefined;
}

/**
 * The same request with the hash of the known document that it asks for, by `documentId` or in the form of Apollo's
 * automatic persisted queries; one that brings its text as it is. Undefined when the document is not known. Throws
 * `FrontageError`: PERSISTED_QUERY_REQUIRED, or BAD_REQUEST.
 */
export function resolveDocument(
  method: string,
  parameters: GraphqlParameters,
  documents: Documents,
): ResolvedDocument | undefined {
  const { query, documentId, extensions, given } = parameters;
  const persisted = extensions === undefined ? undefined : Reflect.get(extensions, 'persistedQuery');
  if (query !== undefined) {
    if (documents.mode === 'enforce') throw new FrontageError('PERSISTED_QUERY_REQUIRED');
    // Apollo Server looks at it again, and would not say whose mistake it is.
    if (!documents.isEmpty && persisted !== undefined && hashOf(query) !== hashIn(persisted))
      throw new FrontageError('BAD_REQUEST', { message: 'The hash of the query is not that of its text.' });
    return { ...given, source: query };
  }
  // Whoever registers queries by themselves is told by Apollo Server that there is nothing of the kind.
  if (documents.isEmpty && documentId === undefined) return { ...given, source: undefined };
  const hash = documents.find(documentId ?? hashIn(persisted));
  if (hash === undefined) return undefined;
  return { ...withHash(method, parameters, hash), source: documents.textOf(hash) };
}

/** In the one form in which Apollo Server takes a document by its hash, and computes none. */
function withHash(method: string, parameters: GraphqlParameters, hash: string): Given {
  const { operationName, variables, extensions: others } = parameters;
  const extensions = { ...others, persistedQuery: { version: 1, sha256Hash: hash } };
  if (method !== 'GET') {
    const body = { operationName: operationName ?? null, variables: variables ?? null, extensions };
    return { search: '', body };
  }
  const search = new URLSearchParams({ extensions: JSON.stringify(extensions) });
  if (operationName !== undefined) search.append('operationName', operationName);
  if (variables !== undefined) search.append('variables', stringifyJson(variables));
  return { search: `?${search}`, body: {} };
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
