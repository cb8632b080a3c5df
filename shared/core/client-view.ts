import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { KeyOf } from './compiled-plan.ts';
import type { Presentation } from './presentation.ts';
import type { SourceOf } from './response-writer.ts';

/** Values of variables by name. */
export type Variables = Readonly<Record<string, unknown>>;

/** A client's schema and its mapping to the graph. */
export interface ClientView {
  /** The schema that clients see. */
  readonly schema: GraphQLSchema;
  /** Rewrites a valid operation of a client to one on the graph. */
  rewrite(document: DocumentNode, operationName: string | undefined): ViewedOperation;
  /** The client's name of an object's type at an abstract type, by the graph's `__typename`. */
  typeNameOf(abstractType: string, typename: string): string;
  /** The graph's name of an interface that clients see. */
  graphNameOf(typeName: string): string;
}

/** A client's operation in terms of the graph. */
export interface ViewedOperation {
  /** Contains one operation, with the same name. */
  readonly document: DocumentNode;
  /** The hint of `@cacheControl`; undefined if none is declared. */
  readonly cacheHint: CacheHint | undefined;
  /**
   * Returns the coerced variables of the client and the additional variables of the graph's operation. Throws `FrontageError`
   * BAD_USER_INPUT if a compute function of the client refuses them.
   */
  bind(variables: Variables, presentation: Presentation): Variables;
  /** The sources of the client's fields in the data. `keyOf`: that of the plan. */
  sources(keyOf: KeyOf): SourceOf;
}

/** How long a response may be cached, and whether for one user only. */
export interface CacheHint {
  readonly maxAgeSeconds: number | undefined;
  readonly scope: 'PUBLIC' | 'PRIVATE' | undefined;
}
