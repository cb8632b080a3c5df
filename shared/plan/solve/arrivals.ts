import type { SupergraphModel } from '../model/supergraph-model.ts';
import type { FetchGraph } from './fetch-graph.ts';
import type { Memo } from './memo.ts';
import type { Cover, Site } from './site.ts';
import {
  addWay,
  best,
  type Explorer,
  noCalls,
  nothingProvided,
  type Option,
  preferences,
  union,
  type Way,
} from './ways.ts';

/** The ways that begin at the field which returns the objects. */
export interface Arrivals {
  all(site: Site): readonly Way[];
  /** The arrivals of objects of one type. None: no subgraph returns such objects there. */
  ofType(site: Site, type: string): readonly Way[];
  isContested: Explorer['isContested'];
}

export interface ArrivalsInput {
  readonly model: SupergraphModel;
  readonly graph: FetchGraph;
  readonly options: Explorer['options'];
  readonly memo: Memo<undefined, undefined, Way>;
}

export function createArrivals({ model, graph, options, memo }: ArrivalsInput): Arrivals {
  return { all: arrivals, ofType: arrivalsOf, isContested };

  function arrivals(site: Site): readonly Way[] {
    return memo(site, undefined, undefined, () =>
      site.parent === undefined ? rootWays(site) : arrivalsBelow(site.parent.site, site),
    );
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

  function isContested(site: Site, type: string): boolean {
    if (model.types.get(site.selection.typeName)?.kind !== 'interface') return false;
    const all = arrivals(site);
    const first = Math.min(...all.map(({ depth }) => depth));
    return all.some(({ depth, types }) => depth === first && !types.has(type));
  }
}
