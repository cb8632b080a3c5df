import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chooseEndpoint } from '../../../shared/upstream/balancing/choose-endpoint.ts';
import { createEndpointSet } from '../../../shared/upstream/balancing/endpoint-set.ts';
import { buildBalancingPolicy } from '../../../shared/upstream/balancing/policies/build-balancing-policy.ts';
import type { Member } from '../../../shared/upstream/balancing/pool-member.ts';
import { createStaticEndpoints } from '../../../shared/upstream/discovery/static-endpoints.ts';
import { endpointStub } from '../../support/endpoint-stub.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { upstreamCall } from '../../support/upstream-call.ts';

interface State {
  readonly isHealthy: boolean;
  readonly isEjected: boolean;
  readonly isOpen: boolean;
  readonly wasTried: boolean;
  readonly priority: number;
}

const state = fc.record({
  isHealthy: fc.boolean(),
  isEjected: fc.boolean(),
  isOpen: fc.boolean(),
  wasTried: fc.boolean(),
  priority: fc.constantFrom(0, 1),
});

const policies = ['roundRobin', 'leastPending', 'powerOfTwo', 'consistentHash'] as const;

function choose(states: readonly State[], policy: (typeof policies)[number]): State {
  const tried: Member[] = [];
  const stateOf = new Map<object, State>();
  const set = createEndpointSet<unknown>({
    name: 'choose',
    source: createStaticEndpoints(
      states.map(({ priority }, index) => ({
        url: `http://endpoint-${index}.invalid/`,
        weight: 1,
        priority,
      })),
    ),
    createEndpoint: ({ url }) =>
      endpointStub({ isAvailable: () => states[Number(/-(\d+)/.exec(url)?.[1])]?.isOpen === false }),
    onAdded() {},
    onRemoved() {},
  });
  set.members.forEach((member, index) => {
    const stateOfMember = states[index];
    if (stateOfMember === undefined) throw new TypeError('expected a state for each member');
    stateOf.set(member, stateOfMember);
    member.isHealthy = stateOfMember.isHealthy;
    member.isEjected = stateOfMember.isEjected;
    if (stateOfMember.wasTried) tried.push(member);
  });
  set.arrange();
  const pick = buildBalancingPolicy({ policy, hash: 'header:x-user' }, seededRandom(1));
  const chosen = chooseEndpoint(set, pick, { ...upstreamCall({ headers: { 'x-user': 'u' } }), tried });
  const found = stateOf.get(chosen);
  if (found === undefined) throw new TypeError('the choice is not in the set');
  return found;
}

describe('the choice of an endpoint', () => {
  for (const policy of policies) {
    it(`is never less usable than another endpoint, with ${policy}`, () => {
      fc.assert(
        fc.property(fc.array(state, { minLength: 1, maxLength: 6 }), (states) => {
          const rank = ({ isHealthy, isEjected, isOpen, wasTried, priority }: State): number => {
            const isUsable = isHealthy && !isEjected;
            if (isUsable && !isOpen) return (wasTried ? 10 : 0) + priority;
            if (!isOpen) return wasTried ? 30 : 20;
            return wasTried ? 50 : 40;
          };
          assert.equal(rank(choose(states, policy)), Math.min(...states.map(rank)));
        }),
      );
    });
  }
});
