import type { Settings } from '../settings-schema.ts';
import type { Contradiction } from './check-header-rules.ts';

type All = Settings['upstreams']['all'];
type Own = Settings['upstreams']['subgraphs'][string];
type Sections = Pick<Own, 'retry' | 'breaker' | 'ejection'>;
type Concurrency = Partial<Pick<All['concurrency'], 'adaptive' | 'min' | 'initial' | 'max'>>;

/** Two settings of one section: `lower` must not be above `upper`. */
interface Pair {
  readonly section: string;
  readonly lower: string;
  readonly upper: string;
  /** The setting that could not be met. If it was not written, its default yields without a problem. */
  readonly loser: 'lower' | 'upper';
  readonly unit: string;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/**
 * Reports lower bounds that are above upper ones, after `all` and the upstream's own settings are merged.
 * `isWritten`: whether the setting was written and is not a default.
 */
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
  // A problem in `all` affects every upstream that inherits it, and is reported once.
  return [...new Map(found.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function checkPair(
  { section, lower, upper, loser, unit, low, high }: Pair,
  sections: readonly (readonly PropertyKey[])[],
  isWritten: (path: readonly PropertyKey[]) => boolean,
): Contradiction[] {
  if (low === undefined || high === undefined || low <= high) return [];
  const written = (key: string): PropertyKey[] | undefined =>
    sections.map((path) => [...path, section, key]).find(isWritten);
  const lost = written(loser === 'lower' ? lower : upper);
  if (lost === undefined) return [];
  const own = [lower, upper].map((key) => [...(sections[0] ?? []), section, key]).filter(isWritten);
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

/** Returns the pairs of a concurrency limit. A limit that is not adaptive only has `max`. */
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
    // A default `min` is reduced to `max` where that is less.
    { ...pair, lower: 'min', upper: 'initial', loser: 'upper', low: Math.min(min, max), high: initial },
  ];
}

function checkHeap({ heap, heapCritical }: Settings['overload']): Contradiction[] {
  if (heap <= heapCritical) return [];
  const message = `found ${heap}; it must not be above heapCritical (${heapCritical})`;
  return [{ path: ['overload', 'heap'], message }];
}

/** Checks that the memory holds one body: otherwise a body of the allowed size is accepted and then always aborted. */
function checkBodies(memory: number, body: number): Contradiction[] {
  if (memory >= body) return [];
  const message = `found ${memory} bytes; it must not be below limits.body (${body} bytes)`;
  return [{ path: ['overload', 'bodies', 'memory'], message }];
}
