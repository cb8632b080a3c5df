import type { DocumentNode } from 'graphql';

/** An operation, independent of a request for it. */
export interface KnownOperation {
  /** The document as clients send it. */
  readonly source: string;
  /** `source` parsed. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
}
