import { buildSchema, type FieldNode, type GraphQLSchema, Kind, parse, print, validate } from 'graphql';
import { defaultPresentation } from '../../../shared/core/presentation.ts';
import type { ResponseWriterInput, WriteRequest, WriteResult } from '../../../shared/core/response-writer.ts';
import { plainSources } from '../../../shared/execute/prepare/plain-operation.ts';
import { compileResponseWriter } from '../../../shared/response/compile-response-writer.ts';

/** A field's name, and its arguments where it has any. */
export function keyOf({ name, arguments: given = [] }: FieldNode): string {
  return given.length === 0 ? name.value : `${name.value}(${given.map(print).join()})`;
}

/** What `compileResponseWriter` is given for a document of one operation; throws when the document is not valid. */
export function shapeInput(schema: GraphQLSchema, query: string): ResponseWriterInput {
  const document = parse(query);
  const [problem] = validate(schema, document);
  if (problem !== undefined) throw problem;
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new TypeError('no operation');
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return {
    schema,
    operation,
    fragments: new Map(fragments.map((node) => [node.name.value, node])),
    sourceOf: plainSources(keyOf),
    typeNameOf: (_abstractType, typename) => typename,
    maxBytes: 100_000_000,
    isInterfaceObject: () => false,
  };
}

/** The output of a program: the JSON text of `data`, and its errors. */
export interface ShapedResponse extends Pick<WriteResult, 'errors'> {
  readonly text: string;
}

export function readResponse({ response, errors }: WriteResult): ShapedResponse {
  const [, text] = /^\{"data":(.*)\}$/s.exec(response.bytes.toString('utf8')) ?? [];
  if (text === undefined) throw new TypeError('not a response');
  return { text, errors };
}

/** Compiles and writes once. `data` is JSON text or a value. */
export function shape(
  sdl: string,
  query: string,
  data: unknown,
  request: Partial<Omit<WriteRequest, 'data'>> = {},
): ShapedResponse {
  const program = compileResponseWriter(shapeInput(buildSchema(sdl), query));
  const value: unknown = typeof data === 'string' ? JSON.parse(data) : data;
  if (typeof value !== 'object') throw new TypeError('data is an object or null');
  return readResponse(
    program.write({
      data: value,
      variables: {},
      presentation: defaultPresentation(),
      errors: [],
      introspection: () => assertNotCalled(),
      ...request,
    }),
  );
}

function assertNotCalled(): never {
  throw new Error('introspection was not expected');
}
