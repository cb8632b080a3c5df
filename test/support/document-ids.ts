import { sha256 } from './documents-served.ts';

/** The id that the "Persisted Documents" appendix of GraphQL over HTTP defines. */
export function idOf(text: string): string {
  return `sha256:${sha256(text)}`;
}

/** The form that Apollo's clients send. */
export function apqOf(sha256Hash: string): object {
  return { persistedQuery: { version: 1, sha256Hash } };
}
