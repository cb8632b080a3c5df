import type { SubgraphField, SubgraphType, SupergraphModel } from '../model/supergraph-model.ts';
import type { FieldSetSelector } from '../operation/field-set-selection.ts';
import type { SelectedField } from '../operation/selection.ts';
import { findContext } from './contexts.ts';
import type { FetchGraph } from './fetch-graph.ts';
import { createJumps } from './jumps.ts';
import { createResolvers, needsRepresentation } from './resolvers.ts';
import type { Cover, Site } from './site.ts';
import { createSupplies } from './supplies.ts';
import {
  addWay,
  best,
  type Explorer,
  isNext,
  isNoWorse,
  noCalls,
  nothingProvided,
  type Option,
  preferences,
  union,
  type Way,
} from './ways.ts';

/** What was found, as long as no fetch changes the costs. */
interface Known<One> {
  readonly version: number;
  readonly all: readonly One[];
}

export function createExplorer(
  model: SupergraphModel,
  labels: ReadonlySet<string>,
  graph: FetchGraph,
  select: FieldSetSelector,
): Explorer {
  const waysByType = new Map<Site, Map<string, Known<Way>>>();
  const arrivalsBySite = new Map<Site, Known<Way>>();
  const entriesBySite = new Map<Site, Map<SubgraphType, Map<string, Known<Way>>>>();
  const optionsBySite = new Map<Site, Map<SelectedField, Map<string, Known<Option>>>>();
  /** What is being computed, as far as it is known, and what of it was used meanwhile. */
  const begun = new Map<string, Way[]>();
  const used = new Set<string>();
  const requiring = new Set<string>();
  const { typename } = graph;
  const { entriesOf, fieldIn, mayResolve, providedBelow, requiringEntries } = createResolvers(model, labels);
  const supplies = createSupplies({ model, typename, occurs, isContested, options, sitesBelow, anyTypename });
  const jumps = createJumps({ model, graph, select, supplies, arrivals });

  return { occurs, isContested, options, sitesBelow };

  function occurs(site: Site, type: string): boolean {
    return arrivalsOf(site, type).length > 0;
  }

  function isContested(site: Site, type: string): boolean {
    if (model.types.get(site.selection.typeName)?.kind !== 'interface') return false;
    const all = arrivals(site);
    const first = Math.min(...all.map(({ depth }) => depth));
    return all.some(({ depth, types }) => depth === first && !types.has(type));
  }

  /** The ways that begin at the field that returns the objects. */
  function arrivals(site: Site): readonly Way[] {
    const known = arrivalsBySite.get(site);
    if (known?.version === graph.versionOf(site)) return known.all;
    const found = site.parent === undefined ? rootWays(site) : arrivalsBelow(site.parent.site, site);
    if (used.size === 0) arrivalsBySite.set(site, { version: graph.versionOf(site), all: found });
    return found;
  }

  function rootWays(site: Site): Way[] {
    const root = model.types.get(site.selection.typeName);
    return [...(root?.parts.values() ?? [])].map((part) => ({
      part,
      provided: nothingProvided,
      types: part.objectTypes,
      depth: graph.rootDepth(),
      calls: graph.hasRoot(part.subgraph) ? noCalls : [`root ${part.subgraph}`],
      take: () => graph.rootFetch(part.subgraph, site).covers,
    }));
  }

  function arrivalsBelow(parentSite: Site, site: Site): Way[] {
    const { field, types } = site.parent ?? { field: undefined, types: [] };
    if (field === undefined) return [];
    const byType = types.map((type) => options(parentSite, type, field));
    const [first = []] = byType;
    const subgraphs = new Set(first.map(({ subgraph }) => subgraph));
    const found: Way[] = [];
    for (const subgraph of subgraphs) {
      const own = byType.map((all) => all.filter((one) => one.subgraph === subgraph));
      if (own.some((all) => all.length === 0)) continue;
      const combinations =
        own.length === 1
          ? (own[0] ?? []).map((one) => [one])
          : preferences.map((prefer) => own.flatMap((all) => best(all, prefer) ?? []));
      for (const combination of combinations) {
        const way = arrivalOf(site, subgraph, combination);
        if (way !== undefined) addWay(found, way);
      }
    }
    return found;
  }

  function arrivalOf(site: Site, subgraph: string, combination: readonly Option[]): Way | undefined {
    const parts = new Set(
      combination.flatMap(
        ({ field }) => (field && model.types.get(field.typeName)?.parts.get(subgraph)) ?? [],
      ),
    );
    const [part] = parts;
    const [one] = combination;
    if (part === undefined || one === undefined) return undefined;
    return {
      part,
      provided: one.provided,
      types:
        parts.size === 1
          ? part.objectTypes
          : new Set([...parts].flatMap(({ objectTypes }) => [...objectTypes])),
      depth: Math.max(...combination.map(({ depth }) => depth)),
      calls: union(combination.map(({ calls }) => calls)),
      take(guard) {
        const covers = new Set<Cover>();
        for (const option of combination)
          for (const covered of option.take(guard)) {
            covered.inner ??= { fetch: covered.cover.fetch, site, selections: new Map() };
            covers.add(covered.inner);
          }
        return [...covers];
      },
    };
  }

  function ways(site: Site, type: string): readonly Way[] {
    const bySite = waysByType.get(site) ?? new Map<string, Known<Way>>();
    waysByType.set(site, bySite);
    const known = bySite.get(type);
    if (known?.version === graph.versionOf(site)) return known.all;
    const id = `${site.id} ${type}`;
    const partial = begun.get(id);
    if (partial !== undefined) {
      used.add(id);
      return partial;
    }
    const found = [...arrivalsOf(site, type)];
    begun.set(id, found);
    if (found.length > 0) addAllJumps(site, type, found);
    begun.delete(id);
    used.delete(id);
    if (used.size === 0) bySite.set(type, { version: graph.versionOf(site), all: found });
    return found;
  }

  /** The arrivals of objects of one type. */
  function arrivalsOf(site: Site, type: string): readonly Way[] {
    const all = arrivals(site);
    const found = all.filter(({ types }) => types.has(type));
    return mayOccur(site, found, all) ? found : [];
  }

  /**
   * Whether objects of a type may be there. A member of a union: if all subgraphs that can resolve the field know it. A type
   * of an interface: if a subgraph knows it that resolves the field without further steps.
   */
  function mayOccur({ selection }: Site, found: readonly Way[], all: readonly Way[]): boolean {
    const kind = found.length === all.length ? 'object' : model.types.get(selection.typeName)?.kind;
    if (kind === 'union') return found.length === all.length;
    if (kind !== 'interface') return true;
    const first = Math.min(...all.map(({ depth }) => depth));
    return found.some(({ depth }) => depth === first);
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
    return arrivalsOf(site, type).map((way) => optionOf(way, typename(type), type, undefined));
  }

  function options(site: Site, type: string, field: SelectedField): readonly Option[] {
    const version = graph.versionOf(site);
    const bySite = optionsBySite.get(site) ?? new Map<SelectedField, Map<string, Known<Option>>>();
    optionsBySite.set(site, bySite);
    const byField = bySite.get(field) ?? new Map<string, Known<Option>>();
    bySite.set(field, byField);
    const known = byField.get(type);
    if (known?.version === version) return known.all;
    const all = findOptions(site, type, field);
    if (used.size === 0) byField.set(type, { version, all });
    return all;
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
    const near = [...arrivalsOf(site, type)];
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
    const version = graph.versionOf(site);
    const bySite = entriesBySite.get(site) ?? new Map<SubgraphType, Map<string, Known<Way>>>();
    entriesBySite.set(site, bySite);
    const byEntry = bySite.get(entry) ?? new Map<string, Known<Way>>();
    bySite.set(entry, byEntry);
    const known = byEntry.get(type);
    if (known?.version === version) return known.all;
    const id = `${site.id} ${type}`;
    begun.set(id, [...arrivalsOf(site, type)]);
    const all = jumps.byKeys(site, type, entry, [], []);
    begun.delete(id);
    used.delete(id);
    if (used.size === 0) byEntry.set(type, { version, all });
    return all;
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
