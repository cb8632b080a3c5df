import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { composeSupergraph } from 'frontage';
import { parse } from 'graphql';
import { projectRoot } from '../project-root.ts';
import { buildLargeGraph } from './large-graph.ts';

export type EngineName = 'native' | 'reference';

/** A graph, or a client of one, whose start is measured. */
export interface StartSubject {
  readonly name: string;
  readonly engines: readonly EngineName[];
  readonly supergraphBytes: number;
  /**
   * Processor time of the composition of its subgraphs in this process, for comparison; of the synthetic graphs without
   * the check of satisfiability.
   */
  readonly compositionMs: number;
  /** Settings, in addition to the engine. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Harbour's website, and two synthetic graphs. Writes their supergraphs to the folder. */
export function buildStartSubjects(directory: string, upstreamUrl: string): readonly StartSubject[] {
  const supergraph = join(projectRoot, 'schemas/supergraph.graphql');
  const supergraphBytes = readFileSync(supergraph).length;
  const operations = join(projectRoot, 'bffs/web/operations');
  const { ms } = timed(() => composeSupergraph(join(projectRoot, 'schemas/supergraph.yaml')));
  const web: StartSubject = {
    name: "Harbour's website",
    engines: ['native'],
    supergraphBytes,
    compositionMs: ms,
    settings: { extends: join(projectRoot, 'bffs/web/bff.yaml') },
    query: readFileSync(join(operations, 'product.graphql'), 'utf8'),
    variables: JSON.parse(readFileSync(join(operations, 'product.example.json'), 'utf8')),
  };
  return [
    web,
    largeSubject('large', 1, directory, upstreamUrl),
    largeSubject('four times as large', 4, directory, upstreamUrl),
  ];
}

function largeSubject(name: string, factor: number, directory: string, upstreamUrl: string): StartSubject {
  const { subgraphs, query } = buildLargeGraph(factor);
  const services = subgraphs.map((subgraph) => ({
    name: subgraph.name,
    url: upstreamUrl,
    typeDefs: parse(subgraph.sdl),
  }));
  // The check of satisfiability takes minutes, and more memory than Node has by default for the largest graph.
  const { ms, result } = timed(() => composeServices(services, { runSatisfiability: false }));
  const { errors, supergraphSdl } = result;
  if (errors !== undefined) throw new AggregateError(errors, errors.map(String).join('\n'));
  const file = join(directory, `large-${factor}.graphql`);
  writeFileSync(file, supergraphSdl);
  return {
    name,
    engines: ['native', 'reference'],
    supergraphBytes: supergraphSdl.length,
    compositionMs: ms,
    settings: {
      supergraph: file,
      limits: { operation: { depth: 20, rootFields: 50, tokens: 5000, characters: 20_000 } },
    },
    query,
    variables: {},
  };
}

/** Processor time of this process. */
function timed<Result>(action: () => Result): { readonly ms: number; readonly result: Result } {
  const before = process.cpuUsage();
  const result = action();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000, result };
}
