import { createHash } from 'node:crypto';
import { type DocumentNode, GraphQLError, parse } from 'graphql';
import { readInputFile, shownPath } from '../core/runtime/input-file.ts';
import { StartError } from '../core/start-error.ts';
import { refuseUnenforced } from './features/refuse-unenforced.ts';
import { unenforcedFeatures } from './features/unenforced-features.ts';
import { readSubgraphs } from './read-subgraphs.ts';

const maxBytes = 64 * 1024 * 1024;

export interface LoadedSupergraph {
  /** Without locations, which would keep every token of the text in memory. */
  readonly document: DocumentNode;
  /** Equal for equal texts. */
  readonly hash: string;
}

/**
 * Reads and parses a composed supergraph. Throws `StartError` naming the file, and the line of a syntax error
 * or of a feature that is not implemented.
 */
export function loadSupergraph(path: string): LoadedSupergraph {
  const file = shownPath(path);
  const sdl = readInputFile(path, maxBytes);
  const document = parseSdl(sdl, file);
  // Every version of the join spec has the enum of subgraphs, and only a supergraph has it.
  if (readSubgraphs(document).size === 0) {
    throw new StartError({
      file,
      message: 'not a supergraph: found no subgraphs in it; compose it first (frontage compose)',
    });
  }
  // Only a refusal needs the lines.
  if (unenforcedFeatures(document).length > 0) refuseUnenforced(parse(sdl), file);
  return { document, hash: createHash('sha256').update(sdl).digest('hex') };
}

function parseSdl(sdl: string, file: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true });
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    const line = cause.locations?.[0]?.line;
    throw new StartError({ file, line, message: `not a supergraph: ${cause.message}` });
  }
}
