import type { FieldSet, SubgraphField, SubgraphType } from '../model/supergraph-model.ts';
import type { Guard } from '../operation/guards.ts';
import type { SelectedField } from '../operation/selection.ts';
import type { Cover, CoveredField, Fetch, Site } from './site.ts';

/** How a subgraph can have the objects of a site. */
export interface Way {
  readonly part: SubgraphType;
  /** The fields that the path provides, although they are external in the subgraph. */
  readonly provided: FieldSet;
  readonly types: ReadonlySet<string>;
  /** The number of sequential steps. */
  readonly depth: number;
  /** The calls that are not made yet. */
  readonly calls: readonly string[];
  /** Makes the fetches of the way. */
  take(guard: Guard): readonly Cover[];
}

/** How a field of the objects of one type can be resolved. */
export interface Option {
  readonly subgraph: string;
  /** Undefined for `__typename`. */
  readonly field: SubgraphField | undefined;
  readonly depth: number;
  readonly calls: readonly string[];
  readonly provided: FieldSet;
  take(guard: Guard): readonly CoveredField[];
}

/** A need, with the best options for it. */
export interface Supply {
  readonly depth: number;
  readonly calls: readonly string[];
  /** Whether there is no other way. */
  readonly isSole: boolean;
  take(guard: Guard): readonly Fetch[];
}

export interface Explorer {
  /** Whether a subgraph may return objects of a type at a site. */
  occurs(site: Site, type: string): boolean;
  /**
   * Whether objects of a type depend on the subgraph that returns them: several resolve the field in the same step, and not
   * all know the type.
   */
  isContested(site: Site, type: string): boolean;
  options(site: Site, type: string, field: SelectedField): readonly Option[];
  /** The sites below a field, one for each group of types that the same subgraphs resolve it for. `isRequired`: see `Site`. */
  sitesBelow(site: Site, field: SelectedField, isRequired?: boolean): readonly Site[];
}

/** The cost that decides first between two ways. */
export type Prefer = 'depth' | 'calls';

export const preferences: readonly Prefer[] = ['depth', 'calls'];

export const nothingProvided: FieldSet = [];

export const noCalls: readonly string[] = [];

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

/** Whether a way takes at most the steps and the calls of the other one. */
export function isNoWorse(one: Way, other: Way): boolean {
  return one.depth <= other.depth && one.calls.length <= other.calls.length;
}

/** Whether a way is one step and at most one call from another one. */
export function isNext(way: Way, from: Way): boolean {
  return way.depth === from.depth + 1 && way.calls.length <= from.calls.length + 1;
}

/** Adds a way unless another one is as good; removes those that are no better. */
export function addWay(ways: Way[], way: Way): boolean {
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

/** All calls of the lists, each once. */
export function union(lists: readonly (readonly string[])[]): readonly string[] {
  const full = lists.filter((list) => list.length > 0);
  if (full.length <= 1) return full[0] ?? noCalls;
  return [...new Set(full.flat())];
}

export function supplyOf(options: readonly Option[], prefer: Prefer): Supply | undefined {
  const option = best(options, prefer);
  return (
    option && {
      depth: option.depth,
      calls: option.calls,
      isSole: options.length === 1,
      take: (guard) => option.take(guard).map((covered) => covered.cover.fetch),
    }
  );
}

export function joined(supplies: readonly Supply[]): Supply {
  const [sole, ...others] = supplies;
  if (sole !== undefined && others.length === 0) return sole;
  return {
    depth: Math.max(0, ...supplies.map(({ depth }) => depth)),
    calls: union(supplies.map(({ calls }) => calls)),
    isSole: supplies.every(({ isSole }) => isSole),
    take: (guard) => supplies.flatMap((one) => [...one.take(guard)]),
  };
}
