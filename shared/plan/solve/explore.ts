import type {
  ContextArgument,
  FieldSet,
  GraphType,
  Key,
  SubgraphField,
  SubgraphType,
  SupergraphModel,
} from '../model/supergraph-model.ts';
import type { FieldSetSelector } from '../operation/field-set-selection.ts';
import type { Guard } from '../operation/guards.ts';
import type { SelectedField } from '../operation/selection.ts';
import type { FetchGraph } from './fetch-graph.ts';
import type { Cover, CoveredField, Fetch, Site } from './site.ts';

/** A way for a subgraph to have the objects of a site. */
export interface Way {
  readonly part: SubgraphType;
  /** What the path provides, although it is external in the subgraph. */
  readonly provided: FieldSet;
  readonly types: ReadonlySet<string>;
  /** The number of sequential steps. */
  readonly depth: number;
  /** The calls that are not made yet. */
  readonly calls: readonly string[];
  /** Makes the fetches of the way. */
  take(guard: Guard): readonly Cover[];
}

/** A way to resolve a field of the objects of one type. */
export interface Option {
  readonly subgraph: string;
  /** Undefined for `__typename`. */
  readonly field: SubgraphField | undefined;
  readonly depth: number;
  readonly calls: readonly string[];
  readonly provided: FieldSet;
  take(guard: Guard): readonly CoveredField[];
}

export interface Explorer {
  /** The ways to the objects of one type of a site. None: no subgraph returns such objects there. */
  ways(site: Site, type: string): readonly Way[];
  options(site: Site, type: string, field: SelectedField): readonly Option[];
  /** The sites below a field, one for each group of types that the same subgraphs resolve it for. */
  sitesBelow(site: Site, field: SelectedField): readonly Site[];
}

/** A need, with the best options for it. */
interface Supply {
  readonly depth: number;
  readonly calls: readonly string[];
  take(guard: Guard): readonly Fetch[];
}

type Prefer = 'depth' | 'calls';
const preferences: readonly Prefer[] = ['depth', 'calls'];
const nothing: FieldSet = [];
const noCalls: readonly string[] = [];

export function createExplorer(
  model: SupergraphModel,
  labels: ReadonlySet<string>,
  graph: FetchGraph,
  select: FieldSetSelector,
): Explorer {
  const waysByType = new Map<Site, Map<string, { version: number; ways: readonly Way[] }>>();
  const arrivalsBySite = new Map<Site, { version: number; ways: readonly Way[] }>();
  /** What is being computed, as far as it is known, and what of it was used meanwhile. */
  const begun = new Map<string, Way[]>();
  const used = new Set<string>();
  const requiring = new Set<string>();
  const entries = new Map<string, readonly SubgraphType[]>();
  const requiringFields = new Map<string, readonly (readonly [SubgraphType, SubgraphField])[]>();

  return { ways, options, sitesBelow };

  /** The ways that begin at the field that returns the objects. */
  function arrivals(site: Site): readonly Way[] {
    const known = arrivalsBySite.get(site);
    if (known?.version === graph.versionOf(site)) return known.ways;
    const found = site.parent === undefined ? rootWays(site) : arrivalsBelow(site.parent.site, site);
    if (used.size === 0) arrivalsBySite.set(site, { version: graph.versionOf(site), ways: found });
    return found;
  }

  function rootWays(site: Site): Way[] {
    const root = model.types.get(site.selection.typeName);
    return [...(root?.parts.values() ?? [])].map((part) => ({
      part,
      provided: nothing,
      types: part.objectTypes,
      depth: graph.rootDepth(),
      calls: graph.hasRoot(part.subgraph) ? noCalls : [`root ${part.subgraph}`],
      take: () => [graph.rootFetch(part.subgraph, site).cover],
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
    const bySite = waysByType.get(site) ?? new Map<string, { version: number; ways: readonly Way[] }>();
    waysByType.set(site, bySite);
    const known = bySite.get(type);
    if (known?.version === graph.versionOf(site)) return known.ways;
    const id = `${site.id} ${type}`;
    const partial = begun.get(id);
    if (partial !== undefined) {
      used.add(id);
      return partial;
    }
    const all = arrivals(site);
    const found = all.filter(({ types }) => types.has(type));
    if (!mayOccur(site, found, all)) found.length = 0;
    begun.set(id, found);
    if (found.length > 0) while (addJumps(site, type, found));
    begun.delete(id);
    used.delete(id);
    if (used.size === 0) bySite.set(type, { version: graph.versionOf(site), ways: found });
    return found;
  }

  /**
   * Whether objects of a type may be there. A member of a union: if all subgraphs that can resolve the field know it. A type
   * of an interface: if a subgraph knows it that resolves the field without further steps.
   */
  function mayOccur({ selection }: Site, found: readonly Way[], all: readonly Way[]): boolean {
    const kind = model.types.get(selection.typeName)?.kind;
    if (kind === 'union') return found.length === all.length;
    if (kind !== 'interface') return true;
    const first = Math.min(...all.map(({ depth }) => depth));
    return found.some(({ depth }) => depth === first);
  }

  /** Adds the ways by keys from those that are known. Whether there are new ones. */
  function addJumps(site: Site, type: string, found: Way[]): boolean {
    let isNew = false;
    for (const entry of entriesOf(type))
      for (const way of jumps(site, type, entry, [], [])) isNew = addWay(found, way) || isNew;
    if (type === model.rootTypes.query && site.parent !== undefined)
      isNew = addRootJumps(site, found) || isNew;
    return isNew;
  }

  /** The parts of a type, and of its interfaces, by whose keys a subgraph resolves objects of the type. */
  function entriesOf(type: string): readonly SubgraphType[] {
    let found = entries.get(type);
    if (found === undefined) {
      const parts = [...(model.types.get(type)?.conditions ?? [])].flatMap((name) => [
        ...(model.types.get(name)?.parts.values() ?? []),
      ]);
      found = parts.filter(({ keys }) => keys.some(({ isResolvable }) => isResolvable));
      entries.set(type, found);
    }
    return found;
  }

  /** Those whose subgraph resolves a field only with data of other subgraphs. */
  function requiringEntries(type: string, name: string): readonly (readonly [SubgraphType, SubgraphField])[] {
    const id = `${type} ${name}`;
    let found = requiringFields.get(id);
    if (found === undefined) {
      found = entriesOf(type).flatMap((part): [SubgraphType, SubgraphField][] => {
        const own = part.fields.get(name);
        return own === undefined || !isActive(own) || own.isExternal || !needsRepresentation(own)
          ? []
          : [[part, own]];
      });
      requiringFields.set(id, found);
    }
    return found;
  }

  function addRootJumps(site: Site, found: Way[]): boolean {
    let isNew = false;
    const from = found.reduce<Way | undefined>(
      (a, b) => (a === undefined || b.depth < a.depth ? b : a),
      undefined,
    );
    for (const part of model.types.get(model.rootTypes.query)?.parts.values() ?? []) {
      if (from === undefined) continue;
      const depth = from.depth + 1;
      const known = graph.findRootBelow(site, part.subgraph, depth);
      if (known !== undefined)
        isNew = addWay(found, rootJump(site, part, from, known.depth, from.calls)) || isNew;
      if (known?.depth === depth) continue;
      const calls = union([from.calls, [`${part.subgraph} ${site.id} root ${depth}`]]);
      isNew = addWay(found, rootJump(site, part, from, depth, calls)) || isNew;
    }
    return isNew;
  }

  function rootJump(site: Site, part: SubgraphType, from: Way, depth: number, calls: readonly string[]): Way {
    return {
      part,
      provided: nothing,
      types: part.objectTypes,
      depth,
      calls,
      take(guard) {
        const fetch = graph.rootBelow(site, part.subgraph, depth);
        for (const cover of from.take(guard)) {
          fetch.waitsFor.add(cover.fetch);
          graph.touch(cover);
        }
        return [fetch.cover];
      },
    };
  }

  /**
   * The ways into a subgraph by representations of one type, one for each key and preference.
   *
   * `required`: what a field requires besides the key. `contexts`: arguments from enclosing objects.
   */
  function jumps(
    site: Site,
    type: string,
    part: SubgraphType,
    required: readonly SelectedField[],
    contexts: readonly Context[],
  ): Way[] {
    const found: Way[] = [];
    const isTyped = !isEachOf(site, type, part.name);
    const others = [...required.map((field) => ({ site, field })), ...contexts.flatMap(({ needs }) => needs)];
    for (const key of part.keys) {
      if (!key.isResolvable) continue;
      const keyFields = select(key.fields, type);
      const needs = [
        { site, field: typename(type) },
        ...keyFields.map((field) => ({ site, field })),
        ...others,
      ];
      for (const prefer of preferences) {
        const supplies = needs.map((need) =>
          supply(need.site, need.site === site ? type : undefined, need.field, prefer, isTyped),
        );
        if (supplies.includes(undefined)) continue;
        const fields = [...keyFields, ...required];
        const own = supplies.flatMap((one) => one ?? []);
        for (const way of jump(site, type, part, isTyped, key, fields, contexts, own)) addWay(found, way);
      }
    }
    return found;
  }

  function jump(
    site: Site,
    type: string,
    part: SubgraphType,
    isTyped: boolean,
    key: Key,
    fields: readonly SelectedField[],
    contexts: readonly Context[],
    supplies: readonly Supply[],
  ): Way[] {
    const { subgraph } = part;
    const depth = Math.max(...supplies.map((one) => one.depth)) + 1;
    const request = {
      site,
      subgraph,
      type,
      part,
      isTyped,
      key,
      fields,
      contexts: contexts.map(({ value }) => value),
      depth,
    };
    const before = union(supplies.map(({ calls }) => calls));
    const known = graph.findEntities(request);
    const ways: Way[] = [];
    if (known !== undefined) ways.push(jumpTo(known.depth, before));
    if (known?.depth !== depth) ways.push(jumpTo(depth, union([before, [graph.callOf(request)]])));
    return ways;

    function jumpTo(own: number, calls: readonly string[]): Way {
      return {
        part,
        provided: nothing,
        types: part.objectTypes,
        depth: own,
        calls,
        take(guard) {
          const waitsFor = supplies.flatMap((one) => [...one.take(guard)]);
          const fetch = graph.entities({ ...request, depth: own });
          for (const one of waitsFor) fetch.waitsFor.add(one);
          return [fetch.cover];
        },
      };
    }
  }

  /** The cheapest way to a field that is needed before a fetch, with what is selected below it. */
  function supply(
    site: Site,
    type: string | undefined,
    field: SelectedField,
    prefer: Prefer,
    isTyped: boolean,
  ): Supply | undefined {
    const types = type === undefined ? [...field.types].filter((one) => ways(site, one).length > 0) : [type];
    const supplies: (Supply | undefined)[] = [];
    for (const one of types) {
      if (type !== undefined && field.name !== '__typename' && !field.types.has(one)) continue;
      if (field.inner === undefined) {
        const all =
          isTyped || field.name !== '__typename' ? options(site, one, field) : anyTypename(site, one);
        supplies.push(supplyOf(best(all, prefer)));
      } else supplies.push(...supplyInner(site, one, field, prefer));
    }
    return supplies.includes(undefined) ? undefined : joined(supplies.flatMap((one) => one ?? []));
  }

  function supplyInner(
    site: Site,
    type: string,
    field: SelectedField,
    prefer: Prefer,
  ): (Supply | undefined)[] {
    const presence = best(options(site, type, field), prefer);
    if (presence === undefined) return [undefined];
    const found: (Supply | undefined)[] = [];
    for (const below of sitesBelow(site, field, true)) {
      if (!below.parent?.types.includes(type)) continue;
      for (const inner of below.selection.fields)
        for (const one of inner.types) {
          if (ways(below, one).length === 0) continue;
          found.push(
            ...(inner.inner === undefined
              ? [supplyOf(best(options(below, one, inner), prefer))]
              : supplyInner(below, one, inner, prefer)),
          );
          // Its type tells to which of them it belongs.
          if (isAbstract(below)) found.push(supplyOf(best(options(below, one, typename(one)), prefer)));
        }
    }
    return found.length === 0 ? [supplyOf(presence)] : found;
  }

  function isAbstract({ selection }: Site): boolean {
    return model.types.get(selection.typeName)?.kind !== 'object';
  }

  /** Whether objects that came as an `@interfaceObject`, without their types, are all of this type. */
  function isEachOf(site: Site, type: string, name: string): boolean {
    return ways(site, type).some(
      ({ part }) => part.isInterfaceObject && typeOf(part.name)?.conditions.has(name),
    );
  }

  function anyTypename(site: Site, type: string): Option[] {
    return ways(site, type).map((way) => optionOf(way, typename(type), type, undefined));
  }

  function options(site: Site, type: string, field: SelectedField): readonly Option[] {
    const found: Option[] = [];
    for (const way of ways(site, type)) {
      if (field.name === '__typename') {
        if (!way.part.isInterfaceObject) found.push(optionOf(way, field, type, undefined));
        continue;
      }
      const own = fieldIn(way, type, field.name);
      if (own !== undefined && !needsRepresentation(own)) found.push(optionOf(way, field, type, own));
    }
    for (const [part, own] of requiringEntries(type, field.name))
      for (const way of requiringWays(site, type, part, own)) found.push(optionOf(way, field, type, own));
    return found;
  }

  function requiringWays(site: Site, type: string, part: SubgraphType, field: SubgraphField): readonly Way[] {
    const id = `${site.id} ${type} ${part.subgraph} ${part.name} ${field.name}`;
    if (requiring.has(id)) {
      used.add(id);
      return [];
    }
    requiring.add(id);
    const required = field.requires === undefined ? [] : select(field.requires, type);
    const contexts = field.contextArguments.map((argument) => contextOf(site, argument));
    const found = contexts.includes(undefined)
      ? []
      : jumps(
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

  interface Context {
    readonly value: ContextRequest;
    readonly needs: readonly { readonly site: Site; readonly field: SelectedField }[];
  }

  /** The nearest enclosing objects that set a context. */
  function contextOf(site: Site, argument: ContextArgument): Context | undefined {
    let up = 0;
    for (let at = site.parent?.site; at !== undefined; at = at.parent?.site) {
      up += 1;
      const setting = settingTypes(at, argument);
      if (setting.length === 0) continue;
      const fields = setting.flatMap((type) => select(argument.selection, type));
      const ancestor = at;
      return {
        value: { argument, up, selection: fields, isOneType: !isAbstract(ancestor) },
        needs: [...fields, ...(isAbstract(ancestor) ? setting.map(typename) : [])].map((field) => ({
          site: ancestor,
          field,
        })),
      };
    }
    return undefined;
  }

  /** The types of a site whose objects set a context. */
  function settingTypes({ selection, parent }: Site, { from }: ContextArgument): string[] {
    const own =
      parent === undefined
        ? [selection.typeName]
        : [...(model.types.get(selection.typeName)?.objectTypes ?? [])];
    return own.filter((type) => [...(model.types.get(type)?.conditions ?? [])].some((one) => from.has(one)));
  }

  function optionOf(way: Way, field: SelectedField, type: string, own: SubgraphField | undefined): Option {
    return {
      subgraph: way.part.subgraph,
      field: own,
      depth: way.depth,
      calls: way.calls,
      provided: own === undefined ? nothing : providedBelow(way, type, own),
      take(guard) {
        return way.take(guard).map((cover) => {
          if (!way.part.isInterfaceObject) graph.tellsTypes(cover.site);
          return graph.select(cover, field, type, guard, own);
        });
      },
    };
  }

  /** The field of an object as its subgraph has it; undefined if the subgraph does not resolve it there. */
  function fieldIn({ part, provided }: Way, type: string, name: string): SubgraphField | undefined {
    const owner = part.isInterfaceObject ? part : (partOf(type, part.subgraph) ?? part);
    const field = owner.fields.get(name);
    if (field === undefined) return undefined;
    if (provided.some((one) => one.name === name && isOn(one.on, type))) return field;
    return field.isExternal || !isActive(field) ? undefined : field;
  }

  function partOf(type: string, subgraph: string): SubgraphType | undefined {
    return model.types.get(type)?.parts.get(subgraph);
  }

  function providedBelow({ provided }: Way, type: string, field: SubgraphField): FieldSet {
    const inherited = provided.flatMap((one) =>
      one.name === field.name && isOn(one.on, type) ? one.selections : [],
    );
    return inherited.length === 0
      ? (field.provides ?? nothing)
      : [...inherited, ...(field.provides ?? nothing)];
  }

  function isOn(condition: string | undefined, type: string): boolean {
    return condition === undefined || typeOf(condition)?.objectTypes.has(type) === true;
  }

  function typeOf(name: string): GraphType | undefined {
    return model.types.get(name);
  }

  function isActive({ override }: SubgraphField): boolean {
    return override === undefined || labels.has(override.label) === override.isOn;
  }

  function typename(type: string): SelectedField {
    return graph.typename(type);
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

export interface ContextRequest {
  readonly argument: ContextArgument;
  readonly up: number;
  readonly selection: readonly SelectedField[];
  /** Whether objects of one type only can be there. */
  readonly isOneType: boolean;
}

function needsRepresentation({ requires, contextArguments }: SubgraphField): boolean {
  return requires !== undefined || contextArguments.length > 0;
}

function subgraphsOf(options: readonly Option[]): string {
  return [...new Set(options.map(({ subgraph, field }) => `${subgraph} ${field?.typeName}`))]
    .sort()
    .join(' ');
}

export function best<One extends { depth: number; calls: readonly string[] }>(
  all: readonly One[],
  prefer: Prefer,
  maxDepth = Number.POSITIVE_INFINITY,
): One | undefined {
  let found: One | undefined;
  for (const one of all)
    if (one.depth <= maxDepth && (found === undefined || isBetter(one, found, prefer))) found = one;
  return found;
}

function isBetter(
  one: { depth: number; calls: readonly string[] },
  other: { depth: number; calls: readonly string[] },
  prefer: Prefer,
): boolean {
  const byDepth = one.depth - other.depth;
  const byCalls = one.calls.length - other.calls.length;
  return prefer === 'depth'
    ? byDepth < 0 || (byDepth === 0 && byCalls < 0)
    : byCalls < 0 || (byCalls === 0 && byDepth < 0);
}

/** Adds a way unless another one is as good; removes those that are no better. */
function addWay(ways: Way[], way: Way): boolean {
  if (ways.some((other) => isAsGood(other, way))) return false;
  for (let index = ways.length - 1; index >= 0; index -= 1) {
    const other = ways[index];
    if (other !== undefined && isAsGood(way, other)) ways.splice(index, 1);
  }
  ways.push(way);
  return true;
}

function isAsGood(one: Way, other: Way): boolean {
  return (
    one.part.subgraph === other.part.subgraph &&
    one.part.isInterfaceObject === other.part.isInterfaceObject &&
    (!one.part.isInterfaceObject || one.part === other.part) &&
    one.depth <= other.depth &&
    one.calls.length <= other.calls.length &&
    (one.provided === other.provided || other.provided.length === 0)
  );
}

function union(lists: readonly (readonly string[])[]): readonly string[] {
  const full = lists.filter((list) => list.length > 0);
  if (full.length <= 1) return full[0] ?? noCalls;
  return [...new Set(full.flat())];
}

function supplyOf(option: Option | undefined): Supply | undefined {
  return (
    option && {
      depth: option.depth,
      calls: option.calls,
      take: (guard) => option.take(guard).map((covered) => covered.cover.fetch),
    }
  );
}

function joined(supplies: readonly Supply[]): Supply {
  return {
    depth: Math.max(0, ...supplies.map(({ depth }) => depth)),
    calls: union(supplies.map(({ calls }) => calls)),
    take: (guard) => supplies.flatMap((one) => [...one.take(guard)]),
  };
}
