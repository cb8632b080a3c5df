import { type DocumentNode, GraphQLError, parse } from 'graphql';
import { readInputFile, shownPath } from '../core/runtime/input-file.ts';
import { StartError } from '../core/start-error.ts';
import { refuseUnenforced } from './features/refuse-unenforced.ts';
import { readSubgraphs } from './read-subgraphs.ts';

const maxBytes = 64 * 1024 * 1024;

/**
 * Reads and parses a composed supergraph. Throws `StartError` naming the file, and the line of a syntax error
 * or of a feature that is not implemented.
 */
export function loadSupergraph(path: string): DocumentNode {
  const supergraph = parseFile(path);
  // Every version of the join spec has the enum of subgraphs, and only a supergraph has it.
  if (readSubgraphs(supergraph).size > 0) {
    refuseUnenforced(supergraph, shownPath(path));
    return supergraph;
  }
  throw new StartError({
    file: shownPath(path),
    message: 'not a supergraph: found no subgraphs in it; compose it first (frontage compose)',
  });
}

function parseFile(path: string): DocumentNode {
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
