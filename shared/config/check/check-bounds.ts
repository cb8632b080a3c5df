import type { Settings } from '../settings-schema.ts';
import type { Contradiction } from './check-header-rules.ts';

type All = Settings['upstreams']['all'];
type Own = Settings['upstreams']['subgraphs'][string];
type Sections = Pick<Own, 'retry' | 'breaker' | 'ejection'>;
type Concurrency = Partial<Pick<All['concurrency'], 'adaptive' | 'min' | 'initial' | 'max'>>;

/** Two settings of one section, of which one must not be above the other. */
interface Pair {
  readonly section: string;
  readonly lower: string;
  readonly upper: string;
  /** The one that would not be what it says; when it was not written, its default gives way. */
  readonly loser: 'lower' | 'upper';
  readonly unit: string;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** Lower bounds above upper ones, after `all` and the upstream's own are merged. `isWritten`: it is no default. */
export function checkBounds(
  { upstreams, overload, limits: requestLimits }: Settings,
  isWritten: (path: readonly PropertyKey[]) => boolean,
): Contradiction[] {
  const { all } = upstreams;
  const base = ['upstreams', 'all'];
  const found = [
    ...[...durations(all, all), ...limits(all.concurrency, all.concurrency)].flatMap((pair) =>
      checkPair(pair, [base], isWritten),
    ),
    ...(['subgraphs', 'sources'] as const).flatMap((kind) =>
      Object.entries(upstreams[kind]).flatMap(([name, own]) =>
        [...durations(own, all), ...limits(own.concurrency ?? {}, all.concurrency)].flatMap((pair) =>
          checkPair(pair, [['upstreams', kind, name], base], isWritten),
        ),
      ),
    ),
    ...limits(overload.concurrency, overload.concurrency).flatMap((pair) =>
      checkPair(pair, [['overload']], isWritten),
    ),
    ...checkHeap(overload),
    ...checkBodies(overload.bodies.memory, requestLimits.body),
  ];
  // What is wrong in `all` is wrong for every upstream that inherits it, and is told once.
  return [...new Map(found.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function checkPair(
  { section, lower, upper, loser, unit, low, high }: Pair,
  places: readonly (readonly PropertyKey[])[],
  isWritten: (path: readonly PropertyKey[]) => boolean,
): Contradiction[] {
  if (low === undefined || high === undefined || low <= high) return [];
  const written = (key: string): PropertyKey[] | undefined =>
    places.map((place) => [...place, section, key]).find(isWritten);
  const lost = written(loser === 'lower' ? lower : upper);
  if (lost === undefined) return [];
  const own = [lower, upper].map((key) => [...(places[0] ?? []), section, key]).filter(isWritten);
  const path = own.find((at) => at.at(-1) === lost.at(-1)) ?? own[0] ?? lost;
  const message =
    path.at(-1) === lower
      ? `found ${low}${unit}; it must not be above ${upper} (${high}${unit})`
      : `found ${high}${unit}; it must not be below ${lower} (${low}${unit})`;
  return [{ path, message }];
}

function durations(own: Sections, all: All): Pair[] {
  const pair = { loser: 'lower', unit: ' ms' } as const;
  return [
    {
      ...pair,
      section: 'retry',
      lower: 'minBackoff',
      upper: 'maxBackoff',
      low: own.retry?.minBackoff ?? all.retry.minBackoff,
      high: own.retry?.maxBackoff ?? all.retry.maxBackoff,
    },
    {
      ...pair,
      section: 'breaker',
      lower: 'openFor',
      upper: 'maxOpenFor',
      low: own.breaker?.openFor ?? all.breaker.openFor,
      high: own.breaker?.maxOpenFor ?? all.breaker.maxOpenFor,
    },
    {
      ...pair,
      section: 'ejection',
      lower: 'ejectFor',
      upper: 'maxEjectFor',
      low: own.ejection?.ejectFor ?? all.ejection.ejectFor,
      high: own.ejection?.maxEjectFor ?? all.ejection.maxEjectFor,
    },
  ];
}

/** A limit that is not adaptive has nothing but `max`. */
function limits(
  own: { readonly [Key in keyof Concurrency]?: Concurrency[Key] | undefined },
  all: Required<Concurrency>,
): Pair[] {
  if (!(own.adaptive ?? all.adaptive)) return [];
  const min = own.min ?? all.min;
  const initial = own.initial ?? all.initial;
  const max = own.max ?? all.max;
  const pair = { section: 'concurrency', unit: '' };
  return [
    { ...pair, lower: 'min', upper: 'max', loser: 'lower', low: min, high: max },
    { ...pair, lower: 'initial', upper: 'max', loser: 'lower', low: initial, high: max },
    // A default `min` is `max` where that is less.
    { ...pair, lower: 'min', upper: 'initial', loser: 'upper', low: Math.min(min, max), high: initial },
  ];
}

function checkHeap({ heap, heapCritical }: Settings['overload']): Contradiction[] {
  if (heap <= heapCritical) return [];
  const message = `found ${heap}; it must not be above heapCritical (${heapCritical})`;
  return [{ path: ['overload', 'heap'], message }];
}

/** A body that there is never room for is accepted by its length and then given up. */
function checkBodies(memory: number, body: number): Contradiction[] {
  if (memory >= body) return [];
  const message = `found ${memory} bytes; it must not be below limits.body (${body} bytes)`;
  return [{ path: ['overload', 'bodies', 'memory'], message }];
}
