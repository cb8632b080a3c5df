import type { DocumentNode, FieldNode } from 'graphql';

/** A step of the way from the root of the merged data to the objects that a fetch is about; `@` enters a list. */
export type FetchPath = readonly string[];

/** What a fetch needs of an object to ask a subgraph about it. */
export interface EntityRequest {
  /**
   * The representation of an object as JSON text; two objects with equal texts are one entity. Undefined when the
   * object lacks what the subgraph needs.
   */
  representationOf(object: object): string | undefined;
  /** Fetches with equal identities and variables ask the same of an entity. */
  readonly identity: string;
  /** Whether it asks for leaves only, so that another object that is the same entity may have all of them already. */
  readonly isFlat: boolean;
  /** For objects that come without a key: fetches that ask other subgraphs with another one for a key that will do. */
  readonly detours: readonly CompiledFetch[];
  /** For objects that lack some of what this fetch needs: its fields by what they need. Empty when all need the same. */
  readonly otherwise: readonly CompiledFetch[];
}

/** An argument that a subgraph takes from an enclosing object (federation `@fromContext`). */
export interface ContextArgument {
  /** The variable that carries it. */
  readonly variable: string;
  /** How many objects to climb from the fetch's own. */
  readonly up: number;
  /** Reads the value from there; undefined when the type condition does not hold. */
  read(object: object): unknown;
}

/** One operation for one subgraph, compiled: nothing in it is looked up, split or printed again. */
export interface CompiledFetch {
  readonly subgraph: string;
  /** Ready for the wire. */
  readonly query: string;
  readonly operationName: string | undefined;
  /** `query` parsed, for a subgraph inside the process. */
  readonly document: DocumentNode;
  readonly isMutation: boolean;
  /** Variables of the client's operation that it uses. */
  readonly variables: readonly string[];
  readonly path: FetchPath;
  /** Undefined for a fetch of root fields. */
  readonly entities: EntityRequest | undefined;
  readonly contextArguments: readonly ContextArgument[];
  /** Keys that it brings to each of its objects. */
  readonly brings: readonly string[];
  /** Indexes of the fetches that must be done before. */
  readonly after: readonly number[];
  /** It is made when all of these boolean variables have the given values. */
  readonly conditions: readonly { readonly variable: string; readonly value: boolean }[];
  /** Keys of received data that `rewrite` replaces, and by what; paths of errors have them, too. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Puts received data into the form in which it is merged. */
  rewrite(data: unknown): void;
}

/** A query plan that executes without looking at a syntax tree. */
export interface CompiledPlan {
  readonly fetches: readonly CompiledFetch[];
  /** Whether a `__typename` is that of an object, not the name under which an `@interfaceObject` goes. */
  isObjectType(name: unknown): boolean;
}

/** The key under which merged data holds a field: one for each (name, arguments) of an operation, whatever the alias. */
export type KeyOf = (field: FieldNode) => string;
