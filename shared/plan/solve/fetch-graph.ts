import type { SubgraphField } from '../model/supergraph-model.ts';
import { typenameField } from '../operation/field-set-selection.ts';
import { always, either, type Guard } from '../operation/guards.ts';
import type { ObjectSelection, SelectedField } from '../operation/selection.ts';
import { callOf, type EntitiesRequest, eachRequired, isFor } from './entities-request.ts';
import type { ContextRequest, ContextValue, Cover, CoveredField, Fetch, Site } from './site.ts';
import type { Way } from './ways.ts';

/** The fetches of a plan while they are chosen. */
export interface FetchGraph {
  readonly fetches: readonly Fetch[];
  /** Changes with every fetch that may change the costs at a site. */
  versionOf(site: Site): number;
  rootDepth(): number;
  hasRoot(subgraph: string): boolean;
  rootFetch(subgraph: string, site: Site): Fetch;
  /** The next root fields of a mutation: their fetches wait for all others. */
  beginGroup(): void;
  findRootBelow(site: Site, subgraph: string, depth: number): Fetch | undefined;
  rootBelow(site: Site, subgraph: string, depth: number): Fetch;
  /** A fetch that returns such entities, or that can also return them. */
  findEntities(request: EntitiesRequest): Fetch | undefined;
  entities(request: EntitiesRequest): Fetch;
  /** The name of the call that a request would add. */
  callOf(request: EntitiesRequest): string;
  select(
    cover: Cover,
    field: SelectedField,
    type: string,
    guard: Guard,
    own: SubgraphField | undefined,
  ): CoveredField;
  /** The objects of a site as fetches have them. */
  coversOf(site: Site): Iterable<Cover>;
  cover(fetch: Fetch, site: Site): Cover;
  /** Notes which types a fetch of the site can return, and when it returns their names. */
  noteTypes(site: Site, way: Pick<Way, 'part' | 'types'>, guard: Guard): void;
  /** Whether a fetch of the site can return objects of a type; undefined without fetches. */
  isReturned(site: Site, type: string): boolean | undefined;
  /** When the types of the objects are known; undefined for never. */
  typesKnown(site: Site): Guard | undefined;
  /** The subgraphs whose fetches have the field of objects of a type, with the guard under which one of them has it. */
  selectedBy(site: Site, field: SelectedField, type: string): ReadonlyMap<string, Guard>;
  /** Selects the type names of the objects, so that the fetch returns the objects. */
  touch(cover: Cover): void;
  typename(type: string): SelectedField;
  root(selection: ObjectSelection): Site;
  /** `isRequired`: for a key or a requirement. */
  site(parent: Site, field: SelectedField, types: readonly string[], isRequired: boolean): Site;
}

export function createFetchGraph(isMutation: boolean): FetchGraph {
  const fetches: Fetch[] = [];
  const selected = new Map<Site, Map<SelectedField, Map<string, Map<string, Guard>>>>();
  const typesKnown = new Map<Site, Guard>();
  const returned = new Map<Site, Set<ReadonlySet<string>>>();
  const covers = new Map<Site, Set<Cover>>();
  const typenames = new Map<string, SelectedField>();
  let roots = new Map<string, Fetch>();
  let before: readonly Fetch[] = [];
  let siteCount = 0;
  let contextCount = 0;

  function add(
    subgraph: string,
    site: Site,
    kind: Fetch['kind'],
    depth: number,
    waitsFor: readonly Fetch[],
  ): Fetch {
    const fetch: Fetch = {
      index: fetches.length,
      subgraph,
      site,
      kind,
      isMutation: isMutation && site.parent === undefined,
      depth,
      waitsFor: new Set(waitsFor),
      entries: new Map(),
      required: new Map(),
      contexts: [],
      covers: [],
    };
    fetch.covers.push({ fetch, site, selections: new Map() });
    fetches.push(fetch);
    touchVersions(site);
    return fetch;
  }

  /** A fetch for keys or requirements also makes fields of objects further up cheaper. */
  function touchVersions(site: Site): void {
    site.version += 1;
    if (site.isRequired && site.parent !== undefined) touchVersions(site.parent.site);
  }

  function versionOf(site: Site): number {
    let sum = 0;
    for (let at: Site | undefined = site; at !== undefined; at = at.parent?.site) sum += at.version;
    return sum;
  }

  function rootDepth(): number {
    return Math.max(0, ...before.map(({ depth }) => depth)) + 1;
  }

  function findEntities(request: EntitiesRequest): Fetch | undefined {
    let found: Fetch | undefined;
    for (const fetch of request.site.fetches)
      if (isFor(fetch, request) && (found === undefined || fetch.depth < found.depth)) found = fetch;
    return found;
  }

  function entities(request: EntitiesRequest): Fetch {
    const { site, subgraph, type, part, isTyped, key, fields, contexts, depth } = request;
    let fetch = site.fetches.find((one) => one.depth === depth && isFor(one, request));
    if (fetch === undefined) {
      fetch = add(subgraph, site, 'entities', depth, []);
      site.fetches.push(fetch);
    }
    for (const context of contexts)
      if (!fetch.contexts.some(({ argument }) => argument.id === context.argument.id))
        fetch.contexts.push(contextValue(context));
    const entry = fetch.entries.get(part.name) ?? {
      typeName: part.name,
      isInterface: part.name !== type,
      isTyped,
      types: new Set(),
      fields: new Set(),
      keys: new Set(),
    };
    fetch.entries.set(part.name, entry);
    entry.types.add(type);
    entry.keys.add(key);
    for (const field of fields) {
      entry.fields.add(field);
      for (const [place, required] of eachRequired(type, field)) fetch.required.set(place, required);
    }
    return fetch;
  }

  function contextValue({ argument, up, selection, isOneType }: ContextRequest): ContextValue {
    contextCount += 1;
    return { argument, variable: `contextualArgument_${contextCount}`, up, selection, isOneType };
  }

  function select(
    cover: Cover,
    field: SelectedField,
    type: string,
    guard: Guard,
    own: SubgraphField | undefined,
  ): CoveredField {
    let covered = cover.selections.get(field);
    if (covered === undefined) {
      covered = {
        cover,
        field,
        types: new Set(),
        guard,
        contextArguments: own?.contextArguments ?? [],
        inner: undefined,
      };
      cover.selections.set(field, covered);
    } else covered.guard = either(covered.guard, guard);
    covered.types.add(type);
    covers.set(cover.site, (covers.get(cover.site) ?? new Set()).add(cover));
    const fields = selected.get(cover.site) ?? new Map<SelectedField, Map<string, Map<string, Guard>>>();
    selected.set(cover.site, fields);
    const types = fields.get(field) ?? new Map<string, Map<string, Guard>>();
    fields.set(field, types);
    const by = types.get(type) ?? new Map<string, Guard>();
    types.set(type, by);
    const before = by.get(cover.fetch.subgraph);
    by.set(cover.fetch.subgraph, before === undefined ? guard : either(before, guard));
    return covered;
  }

  function typename(type: string): SelectedField {
    const known = typenames.get(type);
    if (known !== undefined) return known;
    const field: SelectedField = {
      key: '__typename',
      name: '__typename',
      node: typenameField,
      types: new Set([type]),
      guard: always,
      isNamed: true,
      inner: undefined,
      listDepth: 0,
    };
    typenames.set(type, field);
    return field;
  }

  function site(parent: Site, field: SelectedField, types: readonly string[], isRequired: boolean): Site {
    siteCount += 1;
    const path = [...parent.path, field.key, ...Array.from({ length: field.listDepth }, () => '@')];
    const selection = field.inner ?? { typeName: '', fields: [], typeGuard: undefined };
    return {
      id: siteCount,
      selection,
      path,
      parent: { site: parent, field, types },
      fetches: [],
      inner: new Map(),
      isRequired: isRequired || parent.isRequired,
      version: 0,
    };
  }

  return {
    fetches,
    versionOf,
    rootDepth,
    hasRoot: (subgraph) => roots.has(subgraph),
    rootFetch(subgraph, at) {
      const known = roots.get(subgraph);
      if (known !== undefined) return known;
      const fetch = add(subgraph, at, 'root', rootDepth(), before);
      roots.set(subgraph, fetch);
      return fetch;
    },
    beginGroup() {
      before = [...fetches];
      roots = new Map();
      for (const { site: at } of before) if (at.parent === undefined) at.version += 1;
    },
    findRootBelow: (at, subgraph, depth) =>
      at.fetches.find(
        (fetch) => fetch.kind === 'root' && fetch.subgraph === subgraph && fetch.depth >= depth,
      ),
    rootBelow(at, subgraph, depth) {
      const known = at.fetches.find(
        (one) => one.kind === 'root' && one.subgraph === subgraph && one.depth === depth,
      );
      if (known !== undefined) return known;
      const fetch = add(subgraph, at, 'root', depth, []);
      at.fetches.push(fetch);
      return fetch;
    },
    findEntities,
    entities,
    callOf,
    select,
    coversOf: (at) => covers.get(at) ?? [],
    cover: (fetch, at) => ({ fetch, site: at, selections: new Map() }),
    noteTypes(at, { part, types }, guard) {
      returned.set(at, (returned.get(at) ?? new Set()).add(types));
      const known = typesKnown.get(at);
      if (!part.isInterfaceObject) typesKnown.set(at, known === undefined ? guard : either(known, guard));
    },
    isReturned(at, type) {
      const all = returned.get(at);
      return all && [...all].some((types) => types.has(type));
    },
    typesKnown: (at) => typesKnown.get(at),
    selectedBy: (at, field, type) => selected.get(at)?.get(field)?.get(type) ?? new Map(),
    touch(cover) {
      for (const type of cover.site.selection.fields[0]?.types ?? [cover.site.selection.typeName])
        select(cover, typename(type), type, always, undefined);
    },
    typename,
    root: (selection) => ({
      id: 0,
      selection,
      path: [],
      parent: undefined,
      fetches: [],
      inner: new Map(),
      isRequired: false,
      version: 0,
    }),
    site,
  };
}
