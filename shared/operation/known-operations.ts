import type { DocumentNode } from 'graphql';

/** An operation that has been validated and executed before. */
export interface ValidatedOperation {
  readonly source: string;
  /** The SHA-256 of `source`. */
  readonly queryHash: string;
  readonly document: DocumentNode;
  /** The parameter `operationName` of the request. */
  readonly requestedName: string | undefined;
  /** The name in the document. */
  readonly operationName: string | undefined;
  readonly isQuery: boolean;
}

/**
 * Operations that need neither parsing nor validation nor Apollo Server. They are found by their text: to hash it takes
 * longer. The result of validation depends only on the text and the schema.
 */
export interface KnownOperations {
  find(source: string, requestedName: string | undefined): ValidatedOperation | undefined;
  remember(operation: ValidatedOperation): void;
}

/** Of all texts together; a parsed document takes 25 to 60 bytes a character. */
const maxCharacters = 500_000;

export function createKnownOperations(): KnownOperations {
  const bySource = new Map<string, ValidatedOperation[]>();
  let characters = 0;

  return {
    find(source, requestedName) {
      return bySource.get(source)?.find((operation) => operation.requestedName === requestedName);
    },
    remember(operation) {
      const { source, requestedName } = operation;
      const others = bySource.get(source) ?? [];
      if (others.some((other) => other.requestedName === requestedName)) return;
      bySource.set(source, [...others, operation]);
      if (others.length === 0) characters += source.length;
      // The oldest are removed; one that is still used is added again by its next request.
      for (const oldest of bySource.keys()) {
        if (characters <= maxCharacters) break;
        bySource.delete(oldest);
        characters -= oldest.length;
      }
    },
  };
}
