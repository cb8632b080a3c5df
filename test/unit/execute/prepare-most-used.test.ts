import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, parse } from 'graphql';
import type { GraphEngine } from '../../../shared/core/engine.ts';
import { FrontageError } from '../../../shared/core/errors.ts';
import type { KnownOperation } from '../../../shared/core/graphql/known-operation.ts';
import { prepareMostUsed } from '../../../shared/execute/prepare/warm-up.ts';

/** Reports `used` as its operations, and records those to prepare. An operation named `unplannable` cannot be prepared. */
function fakeEngine(
  sdl: string,
  used: readonly string[] = [],
): GraphEngine & { readonly prepared: string[] } {
  const prepared: string[] = [];
  return {
    prepared,
    schema: buildSchema(sdl),
    supergraph: parse(sdl),
    executor: async () => ({}),
    async prepare({ source }) {
      if (source.includes('unplannable')) throw new FrontageError('QUERY_PLANNING_FAILED');
      prepared.push(source);
    },
    mostUsed: (count) =>
      used.slice(0, count).map((source): KnownOperation => {
        return { source, document: parse(source), operationName: undefined };
      }),
    async close() {},
  };
}

describe('the most used operations', () => {
  it('are prepared for the next version in their order, except for those that are not valid there', async () => {
    const used = ['{ b }', '{ gone }', '{ unplannable }', '{ a }', '{ late: a }'];
    const before = fakeEngine('type Query { a: Int }', used);
    const next = fakeEngine('type Query { a: Int b: Int unplannable: Int }');
    assert.deepEqual(await prepareMostUsed(before, next, 4), { prepared: 2, skipped: 2 });
    assert.deepEqual(next.prepared, ['{ b }', '{ a }']);
  });
});
