import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { KeyOf } from './compiled-plan.ts';
import type { Presentation } from './presentation.ts';
import type { SourceOf } from './response-writer.ts';

/** Values of variables by name. */
export type Variables = Readonly<Record<string, unknown>>;

/** A client's schema before a graph. */
export interface ClientView {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** A valid operation of a client, as one on the graph. */
  rewrite(document: DocumentNode, operationName: string | undefined): ViewedOperation;
  /** Where an abstract type is expected: the client's name of an object's type, by the graph's `__typename`. */
  typeNameOf(abstractType: string, typename: string): string;
  /** The graph's name of an interface that clients see. */
  graphNameOf(typeName: string): string;
}

/** A client's operation in terms of the graph. */
export interface ViewedOperation {
  /** Holds one operation, of the same name. */
  readonly document: DocumentNode;
  /** From `@cacheControl`; undefined where nothing is declared. */
  readonly cacheHint: CacheHint | undefined;
  /**
   * The client's variables (coerced), and those of the graph's operation beside them. Throws `FrontageError`
   * BAD_USER_INPUT when a function of the client's refuses them.
   */
  bind(variables: Variables, presentation: Presentation): Variables;
  /** Where the client's fields are in the data; `keyOf`: of the plan. */
  sources(keyOf: KeyOf): SourceOf;
}

/** How long an answer may be kept, and whether for one user only. */
export interface CacheHint {
  readonly maxAgeSeconds: number | undefined;
  readonly scope: 'PUBLIC' | 'PRIVATE' | undefined;
}
