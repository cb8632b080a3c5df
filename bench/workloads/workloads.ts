import { buildBenchmarkWorkload } from './benchmark.ts';
import { buildHarbourGraphWorkload, buildHarbourWorkload } from './harbour.ts';
import { buildSmallWorkload } from './small.ts';
import { buildWideWorkload } from './wide.ts';
import type { Workload } from './workload.ts';

/** By name; a workload builds its data on demand. */
export const workloads = {
  benchmark: buildBenchmarkWorkload,
  small: buildSmallWorkload,
  wide: buildWideWorkload,
  'harbour-home': () => buildHarbourWorkload('home'),
  'harbour-product': () => buildHarbourWorkload('product'),
  'harbour-home-graph': () => buildHarbourGraphWorkload('home'),
  'harbour-product-graph': () => buildHarbourGraphWorkload('product'),
} as const satisfies Readonly<Record<string, () => Workload>>;

export type WorkloadName = keyof typeof workloads;

/** By the number that `--workload` takes. */
export const workloadsByNumber: Readonly<Record<string, readonly WorkloadName[]>> = {
  1: ['benchmark'],
  2: ['small'],
  3: ['wide'],
  4: ['harbour-home', 'harbour-product', 'harbour-home-graph', 'harbour-product-graph'],
};

export function isWorkloadName(name: string): name is WorkloadName {
  return Object.hasOwn(workloads, name);
}
