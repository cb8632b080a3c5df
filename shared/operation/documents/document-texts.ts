import { createHash } from 'node:crypto';
import { parse, print, Source } from 'graphql';
import type { DocumentText } from './trusted-document.ts';

/** Parses each text once, however many files have it. Throws a `GraphQLError` for a text that is not a document. */
export type ReadText = (source: string, file: string) => DocumentText;

export function createTextReader(): ReadText {
  const texts = new Map<string, DocumentText>();
  return (source, file) => {
    const known = texts.get(source);
    if (known !== undefined) return known;
    const document = parse(new Source(source, file));
    const text = { source, document, hash: hashOf(source), printedHash: hashOf(print(document)) };
    texts.set(source, text);
    return text;
  };
}

/** SHA-256 in hexadecimal digits. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
