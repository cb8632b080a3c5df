import type { DocumentNode } from 'graphql';
import type { KnownOperation } from '../../core/graphql/known-operation.ts';
import type { DocumentSource } from '../../core/status.ts';

/** An operation that a client ships. */
export interface TrustedDocument extends KnownOperation {
  /** The path relative to the working directory. */
  readonly file: string;
  readonly from: DocumentSource;
  /** The ids by which clients request its document, in addition to the hash of the text. */
  readonly ids: readonly string[];
  readonly text: DocumentText;
}

/** A document, shared by all operations and manifests that have it. */
export interface DocumentText {
  readonly source: string;
  /** SHA-256 of `source`, in hexadecimal digits. */
  readonly hash: string;
  /** SHA-256 of the text that graphql-js prints. */
  readonly printedHash: string;
  readonly document: DocumentNode;
}

/** Longest text of a document. */
export const maxDocumentBytes = 256 * 1024;
