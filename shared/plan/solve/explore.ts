import type { SubgraphField, SubgraphType, SupergraphModel } from '../model/supergraph-model.ts';
import type { FieldSetSelector } from '../operation/field-set-selection.ts';
import type { SelectedField } from '../operation/selection.ts';
import { createArrivals } from './arrivals.ts';
import { findContext } from './contexts.ts';
import type { FetchGraph } from './fetch-graph.ts';
import { createJumps } from './jumps.ts';
import { createMemo } from './memo.ts';
import { createResolvers, needsRepresentation } from './resolvers.ts';
import type { Site } from './site.ts';
import { createSupplies } from './supplies.ts';
import {
  addWay,
  best,
  type Explorer,
  isNext,
  isNoWorse,
  nothingProvided,
  type Option,
  type Way,
} from './ways.ts';

export function createExplorer(
  model: SupergraphModel,
  labels: ReadonlySet<string>,
  graph: FetchGraph,
  select: FieldSetSelector,
): Explorer {
  /** Partial results that are being computed, and the ones that were used before they were complete. */
  const begun = new Map<string, Way[]>();
  const used = new Set<string>();
  const requiring = new Set<string>();
  const isComplete = (): boolean => used.size === 0;
  const waysMemo = createMemo<undefined, string, Way>(graph, isComplete);
  const entriesMemo = createMemo<SubgraphType, string, Way>(graph, isComplete);
  const optionsMemo = createMemo<SelectedField, string, Option>(graph, isComplete);
  const arrivals = createArrivals({ model, graph, options, memo: createMemo(graph, isComplete) });
  const { isContested } = arrivals;
  const { typename } = graph;
  const { entriesOf, fieldIn, mayResolve, providedBelow, requiringEntries } = createResolvers(model, labels);
  const supplies = createSupplies({ model, typename, occurs, isContested, options, sitesBelow, anyTypename });
  const jumps = createJumps({ model, graph, select, supplies, arrivals: arrivals.all });

  return { occurs, isContested, options, sitesBelow };

  function occurs(site: Site, type: string): boolean {
    return arrivals.ofType(site, type).length > 0;
  }

  function ways(site: Site, type: string): readonly Way[] {
    return waysMemo(site, undefined, type, () => {
      const id = `${site.id} ${type}`;
      const partial = begun.get(id);
      if (partial !== undefined) {
        used.add(id);
        return partial;
      }
      const found = [...arrivals.ofType(site, type)];
      begun.set(id, found);
      if (found.length > 0) addAllJumps(site, type, found);
      begun.delete(id);
      used.delete(id);
      return found;
    });
  }

  /** Adds the ways by keys, first from the arrivals, then from each other, until there are no better ones. */
  function addAllJumps(site: Site, type: string, found: Way[]): void {
    const [cheapest] = found;
    const isFirst = cheapest !== undefined && found.every((way) => isNoWorse(cheapest, way));
    let open = [...entriesOf(type)];
    let isNew = true;
    while (isNew) {
      isNew = false;
      open = open.filter((entry) => {
        const ways = jumps.byKeys(site, type, entry, [], []);
        for (const way of ways) isNew = addWay(found, way) || isNew;
        return !isFirst || !ways.some((way) => isNext(way, cheapest));
      });
      const from = best(found, 'depth');
      if (type === model.rootTypes.query && site.parent !== undefined && from !== undefined)
        for (const way of jumps.toRoot(site, from)) isNew = addWay(found, way) || isNew;
    }
  }

  function anyTypename(site: Site, type: string): Option[] {
    return arrivals.ofType(site, type).map((way) => optionOf(way, typename(type), type, undefined));
  }

  function options(site: Site, type: string, field: SelectedField): readonly Option[] {
    return optionsMemo(site, field, type, () => findOptions(site, type, field));
  }

  function findOptions(site: Site, type: string, field: SelectedField): readonly Option[] {
    const near = begun.has(`${site.id} ${type}`) ? undefined : nearWays(site, type, field);
    const found = (near ?? ways(site, type)).flatMap((way) => directOption(way, type, field) ?? []);
    for (const [part, own] of requiringEntries(type, field.name))
      for (const way of requiringWays(site, type, part, own)) found.push(optionOf(way, field, type, own));
    return found;
  }

  /**
   * The ways that matter for a field, if no others can be better: one arrival needs the fewest steps and calls, and every
   * subgraph that resolves the field has the objects or is one call from there. Else undefined, and all ways matter.
   */
  function nearWays(site: Site, type: string, field: SelectedField): readonly Way[] | undefined {
    const near = [...arrivals.ofType(site, type)];
    const [first] = near;
    if (first === undefined) return near;
    if (!near.every((way) => isNoWorse(first, way)) || type === model.rootTypes.query) return undefined;
    if (field.inner === undefined && directOption(first, type, field) !== undefined) return [first];
    for (const entry of entriesOf(type)) {
      if (!mayResolve(entry, type, field.name)) continue;
      const next = entryWays(site, type, entry);
      if (!next.some((way) => isNext(way, first))) return undefined;
      for (const way of next) addWay(near, way);
    }
    return near;
  }

  /** The ways into one subgraph by keys that the arrivals have. */
  function entryWays(site: Site, type: string, entry: SubgraphType): readonly Way[] {
    return entriesMemo(site, entry, type, () => {
      const id = `${site.id} ${type}`;
      begun.set(id, [...arrivals.ofType(site, type)]);
      const all = jumps.byKeys(site, type, entry, [], []);
      begun.delete(id);
      used.delete(id);
      return all;
    });
  }

  function directOption(way: Way, type: string, field: SelectedField): Option | undefined {
    if (field.name === '__typename')
      return way.part.isInterfaceObject ? undefined : optionOf(way, field, type, undefined);
    const own = fieldIn(way, type, field.name);
    return own === undefined || needsRepresentation(own) ? undefined : optionOf(way, field, type, own);
  }

  function requiringWays(site: Site, type: string, part: SubgraphType, field: SubgraphField): readonly Way[] {
    const id = `${site.id} ${type} ${part.subgraph} ${part.name} ${field.name}`;
    if (requiring.has(id)) {
      used.add(id);
      return [];
    }
    requiring.add(id);
    const required = field.requires === undefined ? [] : select(field.requires, type);
    const contexts = field.contextArguments.map((argument) =>
      findContext(site, argument, { model, select, typename }),
    );
    const found = contexts.includes(undefined)
      ? []
      : jumps.byKeys(
          site,
          type,
          part,
          required,
          contexts.flatMap((one) => one ?? []),
        );
    requiring.delete(id);
    used.delete(id);
    return found;
  }

  function optionOf(way: Way, field: SelectedField, type: string, own: SubgraphField | undefined): Option {
    return {
      subgraph: way.part.subgraph,
      field: own,
      depth: way.depth,
      calls: way.calls,
      provided: own === undefined ? nothingProvided : providedBelow(way, type, own),
      take(guard) {
        return way.take(guard).map((cover) => {
          graph.noteTypes(cover.site, way, guard);
          return graph.select(cover, field, type, guard, own);
        });
      },
    };
  }

  function sitesBelow(site: Site, field: SelectedField, isRequired = false): readonly Site[] {
    const known = site.inner.get(field);
    if (known !== undefined) return known;
    const groups = new Map<string, string[]>();
    for (const type of field.types) {
      const by = field.types.size === 1 ? '' : subgraphsOf(options(site, type, field));
      groups.set(by, [...(groups.get(by) ?? []), type]);
    }
    const sites = [...groups.values()].map((types) => graph.site(site, field, types, isRequired));
    if (used.size === 0 || field.types.size === 1) site.inner.set(field, [...sites]);
    return sites;
  }
}

function subgraphsOf(options: readonly Option[]): string {
  return [...new Set(options.map(({ subgraph, field }) => `${subgraph} ${field?.typeName}`))]
    .sort()
    .join(' ');
}
