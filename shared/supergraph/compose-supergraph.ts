import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { CompositionResult } from '@apollo/composition';
import { type ASTNode, type DocumentNode, GraphQLError, parse, Source } from 'graphql';
import { readInputFile, shownPath } from '../core/runtime/input-file.ts';
import { nearest } from '../core/runtime/nearest.ts';
import { createProblemCollector } from '../core/runtime/problem-collector.ts';
import { requireCommonJs } from '../core/runtime/require-commonjs.ts';
import { type Problem, StartError } from '../core/start-error.ts';
import { readCompositionConfig, type SubgraphEntry } from './composition-config.ts';
import { compositionWarnings, type ParsedSubgraph, refuseLostLinks } from './features/check-composition.ts';

const maxBytes = 16 * 1024 * 1024;

/** A composed supergraph and the messages of the composer for its authors. */
export interface Composition {
  readonly supergraphSdl: string;
  /** The hints of a successful composition, one line each, with their codes. */
  readonly hints: readonly string[];
  /** The features that prevent this server from starting, or that composition drops; one line each. */
  readonly warnings: readonly string[];
  /** The subgraphs that were composed. */
  readonly subgraphs: readonly ParsedSubgraph[];
}

/**
 * Composes the subgraphs of a `supergraph.yaml`. Throws `StartError` with one problem for each composition error: its
 * code, the subgraph, the file and the line.
 */
export function composeSupergraph(configPath: string): Composition {
  const entries = readCompositionConfig(configPath);
  const found = createProblemCollector();
  const subgraphs = entries.flatMap((entry) => {
    const typeDefs = found.attempt(() => parseSubgraph(entry, configPath));
    return typeDefs === undefined ? [] : [{ ...entry, typeDefs }];
  });
  found.throwIfAny();
  // Loaded only here: a server uses a composed supergraph.
  const composer: typeof import('@apollo/composition') = requireCommonJs('@apollo/composition');
  const result: CompositionResult = composer.composeServices(
    subgraphs.map(({ name, url, typeDefs }) => ({ name, url, typeDefs })),
  );
  if (result.errors !== undefined)
    throw new StartError(result.errors.flatMap((error) => describe(error, subgraphs)));
  refuseLostLinks(subgraphs, result.supergraphSdl);
  return {
    subgraphs,
    supergraphSdl: result.supergraphSdl,
    warnings: compositionWarnings(subgraphs, result.supergraphSdl),
    hints: result.hints.map(({ definition, message }) => `${definition.code}: ${message}`),
  };
}

function parseSubgraph({ name, file, location }: SubgraphEntry, configPath: string): DocumentNode {
  const path = resolve(dirname(configPath), file);
  if (!existsSync(path)) {
    const near = nearest(basename(path), existsSync(dirname(path)) ? readdirSync(dirname(path)) : []);
    throw new StartError({ ...location, message: `${shownPath(path)}: the file does not exist${near}` });
  }
  const sdl = readInputFile(path, maxBytes);
  try {
    return parse(new Source(sdl, shownPath(path)));
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    throw new StartError({
      file: shownPath(path),
      line: cause.locations?.[0]?.line,
      message: problemText(cause, name),
    });
  }
}

/** Returns one problem for each location that the composer reports. */
function describe(error: GraphQLError, subgraphs: readonly ParsedSubgraph[]): Problem[] {
  const nodes = error.nodes ?? [];
  if (nodes.length === 0) return [{ message: problemText(error) }];
  return nodes.map((node) => ({
    file: node.loc?.source.name,
    line: node.loc?.startToken.line,
    message: problemText(error, subgraphs.find(({ typeDefs }) => isOfDocument(node, typeDefs))?.name),
  }));
}

function problemText(error: GraphQLError, subgraph?: string): string {
  const code = error.extensions['code'] ?? 'GRAPHQL_PARSE_FAILED';
  const message = error.message.replace(/^\[[^\]]+\] /, '');
  return `${String(code)}: ${subgraph === undefined ? '' : `[${subgraph}] `}${message}`;
}

function isOfDocument(node: ASTNode, document: DocumentNode): boolean {
  return node.loc !== undefined && node.loc.source === document.loc?.source;
}
