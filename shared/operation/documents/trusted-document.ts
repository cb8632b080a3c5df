import type { DocumentNode } from 'graphql';
import type { KnownOperation } from '../../core/graphql/known-operation.ts';
import type { DocumentSource } from '../../core/status.ts';

/** An operation that a client ships. */
export interface TrustedDocument extends KnownOperation {
  /** As a person would type its path. */
  readonly file: string;
  readonly from: DocumentSource;
  /** By which clients ask for its document, beside the hash of the text. */
  readonly ids: readonly string[];
  readonly text: DocumentText;
}

/** A document, once for all operations and manifests that have it. */
export interface DocumentText {
  readonly source: string;
  /** SHA-256 of `source`, in hexadecimal digits. */
  readonly hash: string;
  /** The same of how graphql-js prints it. */
  readonly printedHash: string;
  readonly document: DocumentNode;
}

/** Longest text of a document. */
export const maxDocumentBytes = 256 * 1024;
