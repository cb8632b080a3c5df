import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type CacheCeiling, writeCacheControl } from '../../../shared/cache/write-cache-control.ts';
import { CachePolicy, type CacheRestriction } from '../../../shared/core/http/cache-policy.ts';

const seconds = fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined });
const restriction: fc.Arbitrary<CacheRestriction | 'noStore'> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      maxAgeSeconds: seconds,
      sharedMaxAgeSeconds: seconds,
      scope: fc.constantFrom(undefined, 'PUBLIC', 'PRIVATE'),
      mustRevalidate: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant('noStore') },
);
const ceiling: CacheCeiling = {
  scope: 'public',
  maxAgeSeconds: 60,
  sharedMaxAgeSeconds: 90,
  staleWhileRevalidateSeconds: 300,
  staleIfErrorSeconds: 600,
};

function policyOf(restrictions: readonly (CacheRestriction | 'noStore')[]): CachePolicy {
  const policy = new CachePolicy();
  for (const one of restrictions) {
    if (one === 'noStore') policy.noStore();
    else policy.restrict(one);
  }
  return policy;
}

const written = (policy: CachePolicy): string => writeCacheControl(ceiling, policy, false).header;
const age = (header: string, name: string): number =>
  Number(
    new RegExp(`(?:^|, )${name}=(\\d+)`).exec(header)?.[1] ??
      (/no-/.test(header) ? 0 : Number.POSITIVE_INFINITY),
  );

describe('the cache policy of a response', () => {
  it('does not depend on the order of its parts, nor on whether it is copied', () => {
    fc.assert(
      fc.property(fc.array(restriction), (parts) => {
        const header = written(policyOf(parts));
        assert.equal(written(policyOf([...parts].reverse())), header);
        const copy = new CachePolicy();
        copy.restrictLike(policyOf(parts));
        assert.equal(written(copy), header);
      }),
    );
  });

  it('is never relaxed by another part, and never exceeds the settings', () => {
    fc.assert(
      fc.property(fc.array(restriction), restriction, (parts, more) => {
        const before = written(policyOf(parts));
        const after = written(policyOf([...parts, more]));
        if (before === 'no-store') assert.equal(after, 'no-store');
        if (before.startsWith('private')) assert.doesNotMatch(after, /public/);
        for (const name of ['max-age', 'stale-while-revalidate', 'stale-if-error'])
          assert.ok(age(after, name) <= age(before, name) || !after.includes(name), `${before} -> ${after}`);
        assert.ok(
          age(after, 'max-age') <= 60 && !(age(after, 's-maxage') > 90 && after.includes('s-maxage')),
        );
      }),
    );
  });

  it('applies the hints of a schema like the headers of an upstream', () => {
    for (const [hint, header] of [
      [{}, 'public, max-age=60, s-maxage=90, stale-while-revalidate=300, stale-if-error=600'],
      [{ maxAgeSeconds: 30 }, 'public, max-age=30, stale-while-revalidate=300, stale-if-error=600'],
      [{ maxAgeSeconds: 0 }, 'public, no-cache'],
      [{ scope: 'PRIVATE' }, 'private, max-age=60, stale-while-revalidate=300, stale-if-error=600'],
      [{ maxAgeSeconds: -5, scope: 'PRIVATE' }, 'private, no-cache'],
    ] as const)
      assert.equal(written(policyOf([hint])), header);
  });
});
