import type { FieldNode, FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { DataObject } from './json/data-object.ts';
import type { Presentation } from './presentation.ts';
import type { WrittenData } from './written-data.ts';

/** Response keys and list indexes from the root of `data` (GraphQL spec 7.1.2). */
export type ResponsePath = readonly (string | number)[];

/** The input for compiling the response writer of one client operation. */
export interface ResponseWriterInput {
  /** The API schema: only its fields and types are written. */
  readonly schema: GraphQLSchema;
  /** The client's operation, already validated. */
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly sourceOf: SourceOf;
  /** The client's name of an object's type at an abstract type, by the `__typename` in the data. */
  typeNameOf(abstractType: string, typename: string): string;
  /** The maximum size of a response. */
  readonly maxBytes: number;
  /** Whether objects of this interface may lack the name of their type, which is an error only if a selection depends on it. */
  isInterfaceObject(name: string): boolean;
}

/**
 * Returns the source of a field of the client's operation in raw data: the same for every occurrence of a field with equal
 * arguments, whatever its alias. `typeName`: the most specific known type of the object in the client's schema.
 */
export type SourceOf = (typeName: string, field: FieldNode) => FieldSource;

export interface FieldSource {
  /** Canonical keys from the object to the value. Empty: the value is the object itself, or computed from it. */
  readonly keys: readonly string[];
  /** The data that the value is computed from; undefined if the value is written as the client selects it. */
  readonly needs: Needs | undefined;
  /** Undefined if the value under the only key is written unmodified. */
  readonly read: ReadField | undefined;
  /** The positions of list items, if they differ from those in the data. */
  readonly positionsOf: PositionsOf | undefined;
}

/** Canonical keys of an object, each with the keys that are needed of its value. */
export interface Needs extends ReadonlyMap<string, Needs> {}

/** Paths from a list in the response to an item of the list in the data: none if it is left out, an empty path for the whole list. */
export type PositionsOf = (
  index: number,
  list: unknown,
  request: WrittenFor,
) => readonly (readonly number[])[];

/** The parts of a request that decide how values are written. */
export type WrittenFor = Pick<WriteRequest, 'variables' | 'presentation'>;

/** Reads a field's value from the object that has it. */
export type ReadField = (data: DataObject, request: WriteRequest) => unknown;

/** The input for writing one response. */
export interface WriteRequest {
  /**
   * Raw data: plain objects of JSON values under canonical keys, with `__typename` where a type is abstract. An object
   * may occur at several positions and inside itself. Null if no data could be fetched.
   */
  readonly data: object | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly presentation: Presentation;
  /** Known errors, with paths of the client's response: a null there needs no further error. */
  readonly errors: readonly { readonly path?: ResponsePath | undefined }[];
  /** Fields that may be missing in the data: a null at one of them needs no further error. */
  readonly possibleErrors?: readonly ResponsePath[];
  /** Whether no null needs a further error, because `errors` is incomplete. */
  readonly isExplained?: boolean | undefined;
  /** Whether no string in the data needs an escape in JSON. If absent, each string is checked. */
  readonly isEscapeFree?: boolean | undefined;
  /** The JSON text of `__schema` or `__type`, in the shape of the field's selections; null if there is no such type. */
  introspection(field: FieldNode): string | null;
}

/** A value that the API schema does not allow. The message names a field and never the value. */
export interface CompletionError {
  readonly message: string;
  readonly path: ResponsePath;
  readonly extensions: { readonly code: 'RESPONSE_VALIDATION_FAILED' };
}

export interface WriteResult {
  /** The text `{"data":…}` in UTF-8. */
  readonly response: WrittenData;
  /** In the order of the text; the first 1,000 are found. */
  readonly errors: readonly CompletionError[];
  /** Those of the request's `possibleErrors` that are null in the response, or whose null was propagated to a value above. */
  readonly possibleErrors: readonly ResponsePath[];
}

/** Compiled once for an operation; completes values as GraphQL spec 6.4.3 says and writes them in one pass. */
export interface ResponseWriter {
  /** Throws `FrontageError` RESPONSE_TOO_LARGE. */
  write(request: WriteRequest): WriteResult;
  /**
   * Returns the client's paths for a path of canonical keys and list indexes: several if aliases share a key. They end at the
   * last selected field of the path, and at a list if the path means any of its items (`@` for the index). Without `request`,
   * fields that `@skip` or `@include` may exclude count as selected. With `data`, there is no path to a field that is
   * selected only under other conditions or for objects of other types, and none to items that a list leaves out. With
   * `keys`, returns the paths of these fields of the objects there; if none is selected, those of the objects.
   */
  clientPaths(
    path: ResponsePath,
    request?: WrittenFor,
    data?: object,
    keys?: readonly string[],
  ): (string | number)[][];
  /** Whether the operation selects the value at a path of canonical keys, or one of `keys` there, at any list indexes. */
  selects(
    path: readonly string[],
    variables: Readonly<Record<string, unknown>>,
    keys?: readonly string[],
  ): boolean;
}

export type CompileResponseWriter = (input: ResponseWriterInput) => ResponseWriter;
