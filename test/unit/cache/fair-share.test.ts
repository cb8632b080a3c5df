import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Announcement, fairShare } from '../../../shared/cache/fair-share.ts';

const process = (client: string, demand: number, weight = 100): Announcement => ({ client, demand, weight });

/** Returns the share of each process. */
function allowances(capacity: number, processes: readonly Announcement[]): number[] {
  return processes.map((own) =>
    fairShare(
      capacity,
      own,
      processes.filter((other) => other !== own),
    ),
  );
}

describe('fairShare', () => {
  it('is the whole capacity for the only process with demand', () => {
    assert.deepEqual(allowances(20, [process('web', 0)]), [20]);
    assert.deepEqual(allowances(20, [process('web', 500), process('tv', 0), process('partner', 0)])[0], 20);
  });

  it('is proportional to the weights of the clients when demand exceeds the capacity', () => {
    assert.deepEqual(allowances(20, [process('web', 90, 300), process('partner', 5000, 100)]), [15, 5]);
  });

  it('does not grow with the number of processes that a client has', () => {
    const partners = [1, 2, 3, 4].map(() => process('partner', 100));
    assert.deepEqual(allowances(40, [process('web', 100), ...partners]), [20, 5, 5, 5, 5]);
  });

  it('adds the unused capacity of a client to the others, without reducing its own share', () => {
    assert.deepEqual(allowances(20, [process('web', 4), process('partner', 5000)]), [10, 16]);
  });

  it('is at least 1', () => {
    assert.deepEqual(
      allowances(
        1,
        [1, 2, 3].map(() => process('web', 10)),
      ),
      [1, 1, 1],
    );
  });

  it('allots the whole capacity and no more, and each process its demand or its entitlement', () => {
    const anyProcess = fc.record({
      client: fc.constantFrom('web', 'mobile', 'tv', 'partner'),
      demand: fc.integer({ min: 1, max: 10_000 }),
      weight: fc.constant(100),
    });
    fc.assert(
      fc.property(
        fc.array(anyProcess, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 100, max: 1000 }),
        (processes, capacity) => {
          const clients = new Set(processes.map(({ client }) => client)).size;
          const allotted = allowances(capacity, processes);
          processes.forEach(({ client, demand }, index) => {
            const colleagues = processes.filter((other) => other.client === client).length;
            const entitled = Math.max(1, Math.floor(capacity / clients / colleagues));
            assert.ok((allotted[index] ?? 0) >= Math.min(demand, entitled));
          });
          const isExhausted = processes.every(({ demand }) => demand >= capacity);
          const sum = allotted.reduce((total, one) => total + one, 0);
          if (isExhausted)
            assert.ok(sum <= capacity && sum > capacity - processes.length, `${sum} of ${capacity}`);
        },
      ),
    );
  });
});
