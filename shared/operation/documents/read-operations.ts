import { join } from 'node:path';
import { GraphQLError, Kind } from 'graphql';
import { readInputFile, shownPath } from '../../core/runtime/input-file.ts';
import { StartError } from '../../core/start-error.ts';
import type { DocumentSource } from '../../core/status.ts';
import type { ReadText } from './document-texts.ts';
import { readFolder } from './read-folder.ts';
import { maxDocumentBytes, type TrustedDocument } from './trusted-document.ts';

const maxFiles = 10_000;

/**
 * Reads every operation of every `*.graphql` file in a directory, in the order of their names. A file is one document with
 * all of its fragments. Throws a `StartError` with the file and the line of each problem.
 */
export function readOperations(directory: string, readText: ReadText): TrustedDocument[] {
  const from = { source: shownPath(directory), client: undefined, version: undefined };
  return readFolder(directory, '.graphql', maxFiles).flatMap((name) =>
    readFile(join(directory, name), from, readText),
  );
}

function readFile(path: string, from: DocumentSource, readText: ReadText): TrustedDocument[] {
  const file = shownPath(path);
  const source = readInputFile(path, maxDocumentBytes);
  try {
    const text = readText(source, file);
    const { document } = text;
    const operations = document.definitions.flatMap((node) =>
      node.kind === Kind.OPERATION_DEFINITION ? [node.name?.value] : [],
    );
    if (operations.length === 0) throw new StartError({ file, message: 'the file has no operation' });
    return operations.map((operationName) => ({
      file,
      from,
      source,
      document,
      operationName,
      text,
      ids: [],
    }));
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    throw new StartError({ file, line: cause.locations?.[0]?.line, message: cause.message });
  }
}
