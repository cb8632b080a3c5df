import type { GraphQLObjectType } from 'graphql';
import { includeBy } from '../core/graphql/conditions.ts';
import type {
  ResponseWriter,
  ResponseWriterInput,
  WriteRequest,
  WriteResult,
} from '../core/response-writer.ts';
import { createFindFields, type FindFields } from './client-fields.ts';
import { findClientPaths } from './client-path.ts';
import { compileSelection } from './compile-selection.ts';
import { findConditionVariables } from './conditions.ts';
import { createOutputMemory } from './output-memory.ts';
import { type WriteValue, Writing } from './writing.ts';

type Variables = WriteRequest['variables'];

/** Each condition variable doubles the variants. A client that uses more than this in turn pays for repeated compilation. */
const maxVariants = 16;

const memory = createOutputMemory();
const opening = Buffer.from('{"data":');
const closing = Buffer.from('}');

/**
 * Compiles the response writer of an operation. `@skip` and `@include` are decided at compile time: each combination of
 * their variables' values has its own writer, compiled on first use.
 */
export function compileResponseWriter(input: ResponseWriterInput): ResponseWriter {
  const { schema, operation, fragments } = input;
  const rootType = rootTypeOf(input);
  const conditions = findConditionVariables(operation, fragments);
  const variants = new Map<string, WriteValue>();
  const fieldsOfVariants = new Map<string, FindFields>();
  const findAnyFields = createFindFields(input, () => true);
  // Compile the most frequent variant before the first request.
  variantFor({});

  return {
    write(request) {
      const writing = new Writing(request, memory, input.maxBytes);
      try {
        return writeResponse(writing, variantFor(request.variables));
      } finally {
        writing.close();
      }
    },
    clientPaths(path, request, data, keys) {
      const findFields = request === undefined ? findAnyFields : findFieldsFor(request.variables);
      return findClientPaths({ input, path, keys, findFields, findAnyFields, request, data }).paths;
    },
    selects: (path, variables, keys) =>
      findClientPaths({ input, path, keys, findFields: findFieldsFor(variables), findAnyFields }).isSelected,
  };

  /** Created when the first error occurs. */
  function findFieldsFor(variables: Variables): FindFields {
    const key = keyOf(variables);
    const known = fieldsOfVariants.get(key);
    if (known !== undefined) return known;
    makeRoom(fieldsOfVariants);
    const findFields = createFindFields(input, includedBy(variables));
    fieldsOfVariants.set(key, findFields);
    return findFields;
  }

  function keyOf(variables: Variables): string {
    return conditions.names.map((name) => Number(conditions.isTrue(name, variables))).join('');
  }

  function variantFor(variables: Variables): WriteValue {
    const key = keyOf(variables);
    const known = variants.get(key);
    if (known !== undefined) return known;
    makeRoom(variants);
    const isInterfaceObject = (name: string): boolean => input.isInterfaceObject(name);
    const rules = { schema, fragments, isInterfaceObject, isIncluded: includedBy(variables) };
    const write = compileSelection(rules, input, rootType, operation.selectionSet);
    variants.set(key, write);
    return write;
  }

  function includedBy(variables: Variables) {
    return includeBy((name) => conditions.isTrue(name, variables));
  }
}

function makeRoom(variants: Map<string, unknown>): void {
  const [oldest] = variants.keys();
  if (oldest !== undefined && variants.size >= maxVariants) variants.delete(oldest);
}

function writeResponse(writing: Writing, write: WriteValue): WriteResult {
  const { data } = writing.request;
  writing.put(opening);
  const start = writing.at;
  const isWritten = data !== null && data !== undefined && write(data, writing);
  if (!isWritten) {
    writing.takeBack(start);
    writing.forgetAllowed(0);
    writing.putText('null');
  }
  writing.put(closing);
  return { response: writing.copy(), ...writing.result() };
}

function rootTypeOf({ schema, operation }: ResponseWriterInput): GraphQLObjectType {
  const type = schema.getRootType(operation.operation);
  if (!type) throw new TypeError(`the schema has no root type for a ${operation.operation}`);
  return type;
}
