import { nearestOrAllowed } from '../../core/runtime/nearest.ts';
import { type Problem, StartError } from '../../core/start-error.ts';
import type { Settings } from '../settings-schema.ts';

/** The names of the subgraphs and sources of the graph. */
export interface GraphNames {
  /** The subgraphs that are called over the network. */
  readonly subgraphs: readonly string[];
  /** The subgraphs that consist of connectors. */
  readonly connectors: readonly string[];
  readonly sources: readonly string[];
}

/** Throws `StartError` for settings of a subgraph or source that the graph does not have. */
export function checkUpstreamNames(settings: Settings, names: GraphNames): void {
  const { upstreams, headers, includeSubgraphErrors } = settings;
  const problems = [
    ...unknown('upstreams.subgraphs', Object.keys(upstreams.subgraphs), names.subgraphs),
    ...unknown('upstreams.sources', Object.keys(upstreams.sources), names.sources),
    ...unknown('headers.subgraphs', Object.keys(headers.subgraphs), names.subgraphs),
    ...unknown('headers.sources', Object.keys(headers.sources), names.sources),
    ...unknown('includeSubgraphErrors.subgraphs', Object.keys(includeSubgraphErrors.subgraphs), [
      ...names.subgraphs,
      ...names.connectors,
    ]),
  ];
  if (problems.length > 0) throw new StartError(problems);
}

function unknown(key: string, given: readonly string[], known: readonly string[]): Problem[] {
  return given
    .filter((name) => !known.includes(name))
    .map((name) => ({
      key: `${key}.${name}`,
      message: `the supergraph has no ${key.endsWith('sources') ? 'source' : 'subgraph'} of this name${nearestOrAllowed(name, known)}`,
    }));
}
