import { sha256 } from './documents-served.ts';

/** As the "Persisted Documents" appendix of GraphQL over HTTP has it. */
export function idOf(text: string): string {
  return `sha256:${sha256(text)}`;
}

/** As Apollo's clients send it. */
export function apqOf(sha256Hash: string): object {
  return { persistedQuery: { version: 1, sha256Hash } };
}
