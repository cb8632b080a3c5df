import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLError, type GraphQLSchema, Kind, parse, Source, validate } from 'graphql';
import { readInputFile, shownPath } from '../core/input-file.ts';
import type { KnownOperation } from '../core/known-operation.ts';
import { type Problem, StartError } from '../core/start-error.ts';

/** An operation that a client ships. */
export interface TrustedDocument extends KnownOperation {
  /** As a person would type its path. */
  readonly file: string;
}

const maxBytes = 256 * 1024;
const maxFiles = 10_000;

/**
 * Reads every operation of every `*.graphql` file in a directory, in the order of their names. A file is one document with
 * all of its fragments. Throws `StartError` with the file and the line of what cannot be read.
 */
export function readTrustedDocuments(directory: string): TrustedDocument[] {
  return fileNames(directory).flatMap((name) => readFile(join(directory, name)));
}

/** What about these documents does not fit the schema; empty when all of them do. */
export function misfits(documents: readonly TrustedDocument[], schema: GraphQLSchema): Problem[] {
  const files = new Map(documents.map(({ file, document }) => [file, document]));
  return [...files].flatMap(([file, document]) =>
    validate(schema, document).map(({ message, locations }) => ({
      file,
      line: locations?.[0]?.line,
      message,
    })),
  );
}

function fileNames(directory: string): string[] {
  const file = shownPath(directory);
  const names = list(directory)
    .filter((name) => name.endsWith('.graphql'))
    .sort();
  if (names.length === 0) throw new StartError({ file, message: 'the folder has no *.graphql files' });
  if (names.length > maxFiles)
    throw new StartError({ file, message: `the folder has more than the ${maxFiles} files allowed` });
  return names;
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    const message = code === 'ENOENT' ? 'the folder does not exist' : `the folder cannot be read (${code})`;
    throw new StartError({ file: shownPath(directory), message });
  }
}

function readFile(path: string): TrustedDocument[] {
  const file = shownPath(path);
  const source = readInputFile(path, maxBytes);
  try {
    const document = parse(new Source(source, file));
    const operations = document.definitions.flatMap((node) =>
      node.kind === Kind.OPERATION_DEFINITION ? [node.name?.value] : [],
    );
    if (operations.length === 0) throw new StartError({ file, message: 'the file has no operation' });
    return operations.map((operationName) => ({ file, source, document, operationName }));
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    throw new StartError({ file, line: cause.locations?.[0]?.line, message: cause.message });
  }
}
