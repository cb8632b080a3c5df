import type { Key, SubgraphType, SupergraphModel } from '../model/supergraph-model.ts';
import type { FieldSetSelector } from '../operation/field-set-selection.ts';
import type { SelectedField } from '../operation/selection.ts';
import type { Context } from './contexts.ts';
import type { FetchGraph } from './fetch-graph.ts';
import type { Site } from './site.ts';
import type { Supplies } from './supplies.ts';
import { addWay, nothingProvided, preferences, type Supply, union, type Way } from './ways.ts';

/** The ways that begin with a new representation, or at the root again. */
export interface Jumps {
  /**
   * The ways into a subgraph by representations of one type, one for each key and preference.
   *
   * `required`: the fields that are required besides the key. `contexts`: arguments from enclosing objects.
   */
  byKeys(
    site: Site,
    type: string,
    part: SubgraphType,
    required: readonly SelectedField[],
    contexts: readonly Context[],
  ): Way[];
  /** The ways to root fields from objects of the root type; `from`: one that leads to the objects. */
  toRoot(site: Site, from: Way): Way[];
}

export interface JumpsInput {
  readonly model: SupergraphModel;
  readonly graph: FetchGraph;
  readonly select: FieldSetSelector;
  readonly supplies: Supplies;
  arrivals(site: Site): readonly Way[];
}

export function createJumps({ model, graph, select, supplies, arrivals }: JumpsInput): Jumps {
  return { byKeys, toRoot };

  function toRoot(site: Site, from: Way): Way[] {
    const depth = from.depth + 1;
    return [...(model.types.get(model.rootTypes.query)?.parts.values() ?? [])].flatMap((part) => {
      const known = graph.findRootBelow(site, part.subgraph, depth);
      const found = known === undefined ? [] : [rootJump(site, part, from, known.depth, from.calls)];
      if (known?.depth === depth) return found;
      const calls = union([from.calls, [`${part.subgraph} ${site.id} root ${depth}`]]);
      return [...found, rootJump(site, part, from, depth, calls)];
    });
  }

  function rootJump(site: Site, part: SubgraphType, from: Way, depth: number, calls: readonly string[]): Way {
    return {
      part,
      provided: nothingProvided,
      types: part.objectTypes,
      depth,
      calls,
      take(guard) {
        const fetch = graph.rootBelow(site, part.subgraph, depth);
        for (const cover of from.take(guard)) {
          fetch.waitsFor.add(cover.fetch);
          graph.touch(cover);
        }
        return fetch.covers;
      },
    };
  }

  function byKeys(
    site: Site,
    type: string,
    part: SubgraphType,
    required: readonly SelectedField[],
    contexts: readonly Context[],
  ): Way[] {
    const found: Way[] = [];
    const isTyped = !isEachOf(site, part.name);
    const others = [...required.map((field) => ({ site, field })), ...contexts.flatMap(({ needs }) => needs)];
    for (const key of part.keys) {
      if (!key.isResolvable) continue;
      const keyFields = select(key.fields, type);
      const needs = [
        { site, field: graph.typename(type) },
        ...keyFields.map((field) => ({ site, field })),
        ...others,
      ];
      for (const prefer of preferences) {
        const given = needs.map((need) =>
          supplies.of(need.site, need.site === site ? type : undefined, need.field, prefer, isTyped),
        );
        if (given.includes(undefined)) continue;
        const fields = [...keyFields, ...required];
        const own = given.flatMap((one) => one ?? []);
        for (const way of jump(site, type, part, isTyped, key, fields, contexts, own)) addWay(found, way);
        if (own.every(({ isSole }) => isSole)) break;
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
    given: readonly Supply[],
  ): Way[] {
    const { subgraph } = part;
    const depth = Math.max(...given.map((one) => one.depth)) + 1;
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
    const before = union(given.map(({ calls }) => calls));
    const known = graph.findEntities(request);
    const jumpWays: Way[] = [];
    if (known !== undefined) jumpWays.push(jumpTo(known.depth, before));
    if (known?.depth !== depth) jumpWays.push(jumpTo(depth, union([before, [graph.callOf(request)]])));
    return jumpWays;

    function jumpTo(own: number, calls: readonly string[]): Way {
      return {
        part,
        provided: nothingProvided,
        types: part.objectTypes,
        depth: own,
        calls,
        take(guard) {
          const waitsFor = given.flatMap((one) => [...one.take(guard)]);
          const fetch = graph.entities({ ...request, depth: own });
          for (const one of waitsFor) fetch.waitsFor.add(one);
          return fetch.covers;
        },
      };
    }
  }

  /** Whether objects that came as an `@interfaceObject`, without their types, are all of this type. */
  function isEachOf(site: Site, name: string): boolean {
    return arrivals(site).some(
      ({ part }) => part.isInterfaceObject && model.types.get(part.name)?.conditions.has(name),
    );
  }
}
