import type { FetchGraph } from './fetch-graph.ts';
import type { Site } from './site.ts';

/** What was found, as long as no fetch changes the costs at its site. */
interface Known<One> {
  readonly version: number;
  readonly all: readonly One[];
}

/** Returns what was found for a site and two keys, and computes it if it is not known or costs have changed. */
export type Memo<A, B, One> = (site: Site, a: A, b: B, compute: () => readonly One[]) => readonly One[];

/** `isComplete`: whether what was just computed may be kept. */
export function createMemo<A, B, One>(graph: FetchGraph, isComplete: () => boolean): Memo<A, B, One> {
  const bySite = new Map<Site, Map<A, Map<B, Known<One>>>>();
  return (site, a, b, compute) => {
    let byA = bySite.get(site);
    if (byA === undefined) {
      byA = new Map();
      bySite.set(site, byA);
    }
    let byB = byA.get(a);
    if (byB === undefined) {
      byB = new Map();
      byA.set(a, byB);
    }
    const version = graph.versionOf(site);
    const known = byB.get(b);
    if (known?.version === version) return known.all;
    const all = compute();
    if (isComplete()) byB.set(b, { version, all });
    return all;
  };
}
