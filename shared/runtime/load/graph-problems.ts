import { resolve } from 'node:path';
import { missingFiles } from '../../config/check/missing-files.ts';
import type { UsableSettings } from '../../config/load/usable-settings.ts';
import { SettingsError } from '../../config/load/usable-settings.ts';
import { createProblemCollector, type ProblemCollector } from '../../core/runtime/problem-collector.ts';
import { type Problem, StartError } from '../../core/start-error.ts';
import { buildApiSchema } from '../../supergraph/build-schemas.ts';
import { publishComposedDirectives } from '../../supergraph/composed-directives.ts';
import { applyContract } from '../../supergraph/contract/apply-contract.ts';
import { loadSupergraph } from '../../supergraph/load-supergraph.ts';
import { relaxNullability } from '../../supergraph/relax/relax-nullability.ts';
import { withoutConnectors } from '../../supergraph/without-connectors.ts';
import { upstreamsOptions } from '../options/upstreams.ts';
import { checkBudgets } from './check-budgets.ts';
import { readClientSchemas } from './client-schemas.ts';
import { checkGraph, readConnectors, readGraph, upstreamsOf } from './load-graph.ts';

/**
 * Adds to a start error all other problems that would prevent the start, as far as each can be found without the others,
 * so that an operator can repair all of them before the next start. Returns an error that is not about the settings or
 * the graph unmodified.
 */
export async function withFurtherProblems(error: StartError, usable?: UsableSettings): Promise<StartError> {
  const known = error instanceof SettingsError ? error.usable : usable;
  if (known === undefined) return error;
  const found = createProblemCollector();
  found.add(missingFiles(known.settings).filter(({ key = '' }) => !known.doubtful.has(sectionOf(key))));
  await collect(known, found);
  return new StartError(withoutRepetition([...error.problems, ...found.problems()]));
}

async function collect({ settings, doubtful }: UsableSettings, found: ProblemCollector): Promise<void> {
  if (doubtful.has('supergraph')) return;
  const isSure = (...sections: readonly string[]): boolean => !sections.some((name) => doubtful.has(name));
  if (doubtful.size === 0) {
    const graph = await found.attemptAsync(() => readGraph(settings));
    if (graph !== undefined) {
      found.attempt(() => checkGraph(graph, settings));
      found.attempt(() => checkBudgets(settings, graph));
      return;
    }
  }
  const loaded = found.attempt(() => loadSupergraph(settings.supergraph));
  if (loaded === undefined) return;
  const { document } = loaded;
  const supergraph = settings.degradation.nullability === 'relaxed' ? relaxNullability(document) : document;
  const connectors = found.attempt(() => readConnectors(supergraph, settings.supergraph));
  if (connectors !== undefined && isSure('upstreams', 'headers', 'includeSubgraphErrors'))
    found.attempt(() => upstreamsOptions(settings, upstreamsOf(supergraph, connectors)));
  if (!isSure('contract', 'degradation')) return;
  const plain = publishComposedDirectives(withoutConnectors(supergraph));
  const visible = found.attempt(() => applyContract(plain, settings.contract));
  if (visible !== undefined && isSure('view', 'client', 'trustedDocuments'))
    await found.attemptAsync(() => readClientSchemas(settings, buildApiSchema(visible)));
}

/** Removes repetitions: the setting that names a missing file reports it, so the reader's error is left out. */
function withoutRepetition(problems: readonly Problem[]): Problem[] {
  const named = new Set(problems.flatMap(({ key, names }) => (key === undefined ? [] : (names ?? []))));
  return problems.filter(
    ({ key, file }) => key !== undefined || file === undefined || !named.has(resolve(file)),
  );
}

function sectionOf(key: string): string {
  return key.split('.', 1)[0] ?? '';
}
