import { createHash } from 'node:crypto';
import { Kind, print } from 'graphql';
import type { KnownOperation } from '../../core/graphql/known-operation.ts';

/** Under which an operation is kept. `hash` is the SHA-256 of the document's text, in hexadecimal digits. */
export function operationKey(
  hash: string,
  operationName: string | undefined,
  overrides: readonly string[],
): string {
  return [hash, operationName ?? '', ...overrides].join(' ');
}

/**
 * The keys of all requests that are known to mean this operation: its text as it is or as graphql-js prints it, with the
 * operation's name or, where there is one operation only, without.
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
