import { isCovered } from '../../core/graphql/conditions.ts';
import type { Guard } from '../operation/guards.ts';
import type { SelectedField } from '../operation/selection.ts';
import type { Need, NeedsInput } from './needs.ts';
import type { Site } from './site.ts';
import { best, type Option } from './ways.ts';

/**
 * Meets needs one after the other, each by the fewest new calls within the number of steps that the plan needs anyway.
 * Those with the fewest options come first.
 */
export async function meetNeeds(
  needs: readonly Need[],
  { explorer, graph, turn }: NeedsInput,
): Promise<void> {
  const optionsOf = ({ site, type, field }: Need): readonly Option[] => explorer.options(site, type, field);
  /** How much of the operation each subgraph can resolve. */
  const weights = new Map<string, number>();
  const ranked = needs.map((need) => {
    const options = optionsOf(need);
    const depth = best(options, 'depth')?.depth ?? 0;
    const rank = rankOf(need);
    const subgraphs = new Set(options.map(({ subgraph }) => subgraph));
    for (const subgraph of subgraphs)
      weights.set(subgraph, (weights.get(subgraph) ?? 0) + 1 / subgraphs.size);
    return { need, rank, depth, choices: subgraphs.size };
  });
  const steps = Math.max(0, ...ranked.map(({ depth }) => depth));
  // Fetches that are chosen further up change the costs of fields further down.
  const siteRanks = new Map<Site, number>();
  for (const { site } of needs) if (!siteRanks.has(site)) siteRanks.set(site, siteRanks.size);
  const inOrder = ranked.sort(
    (a, b) =>
      a.rank - b.rank ||
      Number(a.choices > 1) - Number(b.choices > 1) ||
      a.choices - b.choices ||
      (siteRanks.get(a.need.site) ?? 0) - (siteRanks.get(b.need.site) ?? 0) ||
      b.depth - a.depth ||
      a.need.order - b.need.order,
  );
  for (const { need } of inOrder) {
    const pause = turn.pause();
    if (pause !== undefined) await pause;
    const { site, type, field, kind } = need;
    if (!isLive(site, type, field, graph.isReturned)) continue;
    if (kind === 'type' && isCoveredBy(field.guard, graph.typesKnown(site))) continue;
    const options = optionsOf(need);
    if (kind !== 'presence') {
      take(options, field.guard);
      continue;
    }
    const by = graph.selectedBy(site, field, type);
    if (isCoveredBy(field.guard, [...by.values()].flat())) continue;
    const again = options.filter(({ subgraph, calls }) => calls.length === 0 && by.has(subgraph));
    take(again.length > 0 ? again : options, field.guard);
  }

  function rankOf({ site, type, field, kind }: Need): number {
    if (kind !== 'value') return kind === 'presence' ? 2 : 3;
    return isLive(site, type, field, () => false) ? 0 : 1;
  }

  /**
   * Whether a field is needed of objects that only some subgraphs can return. A fragment that names their type needs it; a
   * selection of the interface needs it only if one of the chosen fetches can return them.
   */
  function isLive(
    site: Site,
    type: string,
    { isNamed }: SelectedField,
    isReturned: (site: Site, type: string) => boolean | undefined,
  ): boolean {
    const { parent } = site;
    if (!isNamed && explorer.isContested(site, type) && isReturned(site, type) === false) return false;
    return (
      parent === undefined || parent.types.some((one) => isLive(parent.site, one, parent.field, isReturned))
    );
  }

  function take(options: readonly Option[], guard: Guard): void {
    const heaviestFirst = [...options].sort(
      (a, b) => (weights.get(b.subgraph) ?? 0) - (weights.get(a.subgraph) ?? 0),
    );
    (best(heaviestFirst, 'calls', steps) ?? best(heaviestFirst, 'depth'))?.take(guard);
  }
}

/** Whether one guard holds wherever the other does. */
function isCoveredBy(guard: Guard, by: Guard = []): boolean {
  return guard.every((conditions) => isCovered(conditions, by));
}
