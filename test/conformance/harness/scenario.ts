import type { GraphQLScalarType } from 'graphql';
import type { ErrorCode } from '../../../shared/core/errors.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** `__resolveReference(representation)` loads an entity. */
export type ResolversOfType = Readonly<
  Record<string, (source: never, args: never, context: never, info: never) => unknown>
>;

export interface ScenarioSubgraph {
  /** Federation 2.12 with all directives imported, unless the text has a `@link` of its own or `federation` is 1. */
  readonly sdl: string;
  readonly federation?: 1;
  /** The values of root fields, by field name; a function gets the arguments. */
  readonly root?: JsonObject;
  /**
   * Entities by type name. A representation finds the first record that matches it on one of the type's keys; its other
   * fields (`@requires`) complete the record.
   */
  readonly entities?: Readonly<Record<string, readonly JsonObject[]>>;
  readonly resolvers?: Readonly<Record<string, ResolversOfType | GraphQLScalarType>>;
  /** Every call fails with this code. */
  readonly fails?: ErrorCode;
  /** The response to every call, in place of the schema: for responses that no schema would produce. */
  readonly respond?: (query: string) => string;
}

export interface ExpectedError {
  readonly path?: readonly (string | number)[];
  readonly code: string;
}

export interface ScenarioOperation {
  readonly name: string;
  readonly query: string;
  readonly variables?: JsonObject;
  /** Compared with the order of fields. */
  readonly data: JsonObject | null | undefined;
  /** In any order; none unless given. `some`: at least one, at any path. */
  readonly errors?: readonly ExpectedError[] | 'some';
  /** The maximum of upstream calls for each subgraph; a subgraph that is not named is not judged. */
  readonly maxCalls?: Readonly<Record<string, number>>;
  /** Why an engine is known to fail here, by engine name. */
  readonly knownFaults?: Readonly<Record<string, string>>;
}

export interface Scenario {
  readonly name: string;
  readonly subgraphs: Readonly<Record<string, ScenarioSubgraph>>;
  /** Given instead of composing the subgraphs. */
  readonly supergraph?: string;
  readonly operations: readonly ScenarioOperation[];
  /** Why an engine is known to refuse the supergraph, by engine name. */
  readonly refusedBy?: Readonly<Record<string, string>>;
}

/** The code of a value that does not match the schema. */
export const invalidValue = 'RESPONSE_VALIDATION_FAILED';
