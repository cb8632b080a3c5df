import { type DocumentNode, GraphQLError, parse } from 'graphql';
import { readInputFile, shownPath } from '../core/input-file.ts';
import { StartError } from '../core/start-error.ts';

const maxBytes = 64 * 1024 * 1024;

/** Reads and parses a composed supergraph. Throws `StartError` naming the file, and the line of a syntax error. */
export function loadSupergraph(path: string): DocumentNode {
  const sdl = readInputFile(path, maxBytes);
  try {
    return parse(sdl);
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    throw new StartError({
      file: shownPath(path),
      line: cause.locations?.[0]?.line,
      message: `not a supergraph: ${cause.message}`,
    });
  }
}
