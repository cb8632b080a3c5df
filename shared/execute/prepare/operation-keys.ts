import { createHash } from 'node:crypto';
import { Kind, print } from 'graphql';
import type { KnownOperation } from '../../core/graphql/known-operation.ts';

/** The cache key of an operation. `hash` is the SHA-256 of the document's text, in hexadecimal digits. */
export function operationKey(
  hash: string,
  operationName: string | undefined,
  overrides: readonly string[],
): string {
  return [hash, operationName ?? '', ...overrides].join(' ');
}

/**
 * The keys of all requests that are known to mean this operation: its original text or the text that graphql-js prints, with
 * the operation's name or, if the document has a single operation, without it.
 */
export function operationKeys(
  { source, document, operationName }: KnownOperation,
  overrides: readonly string[],
): string[] {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const names = operations.length === 1 ? [operationName, undefined] : [operationName];
  const hashes = [source, print(document)].map((text) => createHash('sha256').update(text).digest('hex'));
  return [...new Set(hashes.flatMap((hash) => names.map((name) => operationKey(hash, name, overrides))))];
}
