import type { FieldNode, FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { DataObject } from './json/data-object.ts';
import type { Presentation } from './presentation.ts';
import type { WrittenData } from './written-data.ts';

/** Response keys and list indexes from the root of `data` (GraphQL spec 7.1.2). */
export type ResponsePath = readonly (string | number)[];

/** What the answers of one client operation are written from. */
export interface ResponseWriterInput {
  /** The API schema: what is not in it is not written. */
  readonly schema: GraphQLSchema;
  /** The client's operation, already validated. */
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly sourceOf: SourceOf;
  /** What clients call the type of an object that an abstract type stands for, by the `__typename` in the data. */
  typeNameOf(abstractType: string, typename: string): string;
  /** How long an answer may be. */
  readonly maxBytes: number;
  /** Whether objects of this interface may come without the name of their type, which is an error only where it matters. */
  isInterfaceObject(name: string): boolean;
}

/**
 * Where a field of the client's operation is in raw data: the same for every occurrence of a field with equal arguments,
 * whatever its alias. `typeName`: of the object, or as much of it as is known, by the client's schema.
 */
export type SourceOf = (typeName: string, field: FieldNode) => FieldSource;

export interface FieldSource {
  /** Canonical keys from the object to the value. Empty: it is the object itself, or made of it. */
  readonly keys: readonly string[];
  /** What of the object there the value is made of; undefined where it is written as the client selects it. */
  readonly needs: Needs | undefined;
  /** Undefined where the value under the only key is written as it is. */
  readonly read: ReadField | undefined;
  /** Of a list in which items do not stand where they do in the data. */
  readonly placesOf: PlacesOf | undefined;
}

/** Canonical keys of an object, with what is needed of the value under each. */
export interface Needs extends ReadonlyMap<string, Needs> {}

/** Paths from a list in the answer to where an item of the list in the data is: none where it is left out, an empty one for the list as a whole. */
export type PlacesOf = (index: number, list: unknown, request: WrittenFor) => readonly (readonly number[])[];

/** What of a request decides how values are written. */
export type WrittenFor = Pick<WriteRequest, 'variables' | 'presentation'>;

/** Reads a field's value from the object that has it. */
export type ReadField = (data: DataObject, request: WriteRequest) => unknown;

/** What one answer is written from. */
export interface WriteRequest {
  /**
   * Raw data: plain objects of JSON values under canonical keys, with `__typename` where a type is abstract. An object
   * may be in several places and inside itself. Null when nothing could be fetched at all.
   */
  readonly data: object | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly presentation: Presentation;
  /** What is already known to have failed, with paths of the client's response: a null there needs no further error. */
  readonly errors: readonly { readonly path?: ResponsePath | undefined }[];
  /** Fields that may be missing in the data: a null at one of them needs no further error. */
  readonly possibleErrors?: readonly ResponsePath[];
  /** Whether every null needs no further error: more has failed than `errors` says. */
  readonly isExplained?: boolean | undefined;
  /** Whether no string in the data needs an escape in JSON. Not given: each is looked at. */
  readonly isEscapeFree?: boolean | undefined;
  /** The JSON text of `__schema` or `__type`, in the shape of the field's selections; null where there is no such type. */
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
  /** Those of the request's `possibleErrors` that are null in the response, or the reason why a value above them is. */
  readonly possibleErrors: readonly ResponsePath[];
}

/** Compiled once for an operation; completes values as GraphQL spec 6.4.3 says and writes them in one pass. */
export interface ResponseWriter {
  /** Throws `FrontageError` RESPONSE_TOO_LARGE. */
  write(request: WriteRequest): WriteResult;
  /**
   * The client's paths for a path of canonical keys and list indexes: several where aliases share a key. They end where
   * the operation selects nothing of the path, and at a list of which any item is meant (`@` for the index). Without
   * `request`, a field that `@skip` or `@include` may leave out counts as selected. With `data`, there is no path to a
   * field that is selected under other conditions or for objects of other types only. Nor is there one to what a list
   * leaves out. With `keys`, the paths of these fields of the objects there, and where none is selected, of the objects.
   */
  clientPaths(
    path: ResponsePath,
    request?: WrittenFor,
    data?: object,
    keys?: readonly string[],
  ): (string | number)[][];
  /** Whether the operation asks for what is at a path of canonical keys, or for one of these there, wherever in lists. */
  selects(
    path: readonly string[],
    variables: Readonly<Record<string, unknown>>,
    keys?: readonly string[],
  ): boolean;
}

export type CompileResponseWriter = (input: ResponseWriterInput) => ResponseWriter;
