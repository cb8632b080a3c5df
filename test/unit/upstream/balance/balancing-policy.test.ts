import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Candidate } from '../../../../shared/upstream/balancing/policies/balancing-policy.ts';
import { buildBalancingPolicy } from '../../../../shared/upstream/balancing/policies/build-balancing-policy.ts';
import { hashText } from '../../../../shared/upstream/balancing/policies/hash-text.ts';
import type { UpstreamCall } from '../../../../shared/upstream/upstream-call.ts';
import type { BalancingOptions } from '../../../../shared/upstream/upstream-options.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { upstreamCall } from '../../../support/upstream-call.ts';

interface Choice extends Candidate {
  readonly name: string;
  inFlight: number;
}

function choice(name: string, weight = 1, inFlight = 0): Choice {
  return { name, weight, inFlight, hash: hashText(name), credit: 0 };
}

function choices(weights: readonly number[]): Choice[] {
  return weights.map((weight, index) => choice(`http://endpoint-${index}`, weight));
}

const hash = 'header:x-user';

function callFor(value: string): UpstreamCall {
  return upstreamCall({ headers: { 'x-user': value } });
}

/** Counts the calls to each endpoint, of `count` calls from different users. */
function shares(options: BalancingOptions, candidates: readonly Choice[], count: number): number[] {
  const pick = buildBalancingPolicy(options, seededRandom(7));
  const picks = new Map<Choice, number>();
  for (let index = 0; index < count; index++) {
    const picked = pick(candidates, callFor(`user-${index}`));
    picks.set(picked, (picks.get(picked) ?? 0) + 1);
  }
  return candidates.map((candidate) => picks.get(candidate) ?? 0);
}

const policies: BalancingOptions[] = [
  { policy: 'roundRobin' },
  { policy: 'leastPending' },
  { policy: 'powerOfTwo' },
  { policy: 'consistentHash', hash },
];
const someWeights = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 8 });

describe('a balancing policy', () => {
  for (const options of policies) {
    it(`${options.policy} gives each endpoint its share of the calls`, () => {
      fc.assert(
        fc.property(someWeights, (weights) => {
          const total = weights.reduce((sum, weight) => sum + weight);
          const count = 4000;
          shares(options, choices(weights), count).forEach((picked, index) => {
            const expected = (count * (weights[index] ?? 0)) / total;
            // Five standard deviations of as many rolls of a die.
            assert.ok(Math.abs(picked - expected) <= 5 * Math.sqrt(expected) + 1, `${picked}: ${expected}`);
          });
        }),
        { numRuns: 30, seed: 1 },
      );
    });

    it(`${options.policy} picks one of the candidates`, () => {
      const pick = buildBalancingPolicy(options, seededRandom(3));
      fc.assert(
        fc.property(someWeights, fc.string(), (weights, user) => {
          const candidates = choices(weights);
          assert.ok(candidates.includes(pick(candidates, callFor(user))));
        }),
      );
    });
  }
});

describe('round robin', () => {
  it('gives an endpoint exactly its share of every round, spread over the round', () => {
    const candidates = [choice('a', 5), choice('b', 1), choice('c', 1)];
    const pick = buildBalancingPolicy({ policy: 'roundRobin' }, Math.random);
    const names = Array.from({ length: 7 }, () => pick(candidates, callFor('')).name);
    assert.deepEqual(names, ['a', 'a', 'b', 'a', 'c', 'a', 'a']);
  });
});

describe('least pending', () => {
  it('picks the endpoint with the fewest calls in flight per weight', () => {
    const pick = buildBalancingPolicy({ policy: 'leastPending' }, Math.random);
    const candidates = [choice('a', 1, 2), choice('b', 4, 5), choice('c', 1, 3)];
    assert.equal(pick(candidates, callFor('')).name, 'b');
  });

  it('fills endpoints in proportion to their weights', () => {
    const pick = buildBalancingPolicy({ policy: 'leastPending' }, Math.random);
    const candidates = [choice('a', 1), choice('b', 3)];
    for (let calls = 0; calls < 40; calls++) pick(candidates, callFor('')).inFlight += 1;
    assert.deepEqual(
      candidates.map(({ inFlight }) => inFlight),
      [10, 30],
    );
  });
});

describe('power of two', () => {
  it('never picks the endpoint with the most calls in flight', () => {
    const pick = buildBalancingPolicy({ policy: 'powerOfTwo' }, seededRandom(5));
    const candidates = [choice('a', 1, 9), choice('b', 1, 1), choice('c', 1, 2)];
    for (let calls = 0; calls < 200; calls++) assert.notEqual(pick(candidates, callFor('')).name, 'a');
  });

  it('does not always pick the endpoint with the fewest calls in flight', () => {
    const pick = buildBalancingPolicy({ policy: 'powerOfTwo' }, seededRandom(5));
    const candidates = [choice('a', 1, 0), choice('b', 1, 1), choice('c', 1, 2)];
    const names = new Set(Array.from({ length: 200 }, () => pick(candidates, callFor('')).name));
    assert.deepEqual([...names].sort(), ['a', 'b']);
  });
});

describe('consistent hash', () => {
  const users = Array.from({ length: 2000 }, (_, index) => `user-${index}`);
  const homes = (
    candidates: readonly Choice[],
    pick = buildBalancingPolicy({ policy: 'consistentHash', hash }, Math.random),
  ) => users.map((user) => pick(candidates, callFor(user)).name);

  it('moves only its share of the calls to an added endpoint', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (count) => {
        const before = choices(Array.from({ length: count }, () => 1));
        const added = choice('http://added');
        const homesAfter = homes([...before, added]);
        const moved = homes(before).filter((home, index) => home !== homesAfter[index]).length;
        assert.equal(moved, homesAfter.filter((home) => home === added.name).length);
        const share = users.length / (count + 1);
        assert.ok(moved <= share + 5 * Math.sqrt(share), `${moved} of ${users.length} moved`);
      }),
      { numRuns: 20 },
    );
  });

  it('moves only the calls of a removed endpoint', () => {
    const before = choices([1, 2, 3, 4]);
    const [removed, ...after] = before;
    const homesAfter = homes(after);
    homes(before).forEach((home, index) => {
      if (home !== removed?.name) assert.equal(homesAfter[index], home);
    });
  });

  it('does not depend on the order of the endpoints', () => {
    const candidates = choices([1, 2, 3]);
    assert.deepEqual(homes(candidates.toReversed()), homes(candidates));
  });

  it('hashes a claim of the token', () => {
    const pick = buildBalancingPolicy({ policy: 'consistentHash', hash: 'claim:tenant' }, Math.random);
    const candidates = choices([1, 1, 1, 1]);
    const pickFor = (tenant: unknown): string =>
      pick(candidates, upstreamCall({ principal: { subject: 's', claims: { tenant } } })).name;
    for (const tenant of ['a', 'b', 42]) {
      assert.equal(new Set(Array.from({ length: 8 }, () => pickFor(tenant))).size, 1);
    }
    assert.equal(new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(pickFor)).size > 1, true);
  });

  it('uses round robin when a request does not have the value', () => {
    for (const by of ['header:x-other', 'claim:tenant', undefined]) {
      const pick = buildBalancingPolicy({ policy: 'consistentHash', hash: by }, Math.random);
      const candidates = choices([1, 1, 1]);
      const names = new Set(Array.from({ length: 3 }, () => pick(candidates, callFor('same')).name));
      assert.equal(names.size, 3);
    }
  });
});
