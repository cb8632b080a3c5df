import type { DocumentNode } from 'graphql';

/** An operation that is known beside any request for it. */
export interface KnownOperation {
  /** The document as clients send it. */
  readonly source: string;
  /** `source` parsed. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
}
