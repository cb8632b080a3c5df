import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RequestScope } from '../../../shared/core/runtime/request-scope.ts';
import type { SubgraphResponse } from '../../../shared/core/upstream-calls.ts';
import { createEntityLoaders, type LoadEntities } from '../../../shared/execute/run/entity-loader.ts';
import { EntityReads } from '../../../shared/execute/run/entity-reads.ts';

/** A subgraph that knows every entity by its representation. */
function subgraph(): {
  fetched: (readonly string[])[];
  fetchEntities(list: readonly string[]): Promise<SubgraphResponse>;
} {
  const fetched: (readonly string[])[] = [];
  return {
    fetched,
    async fetchEntities(list) {
      fetched.push(list);
      return { data: { _entities: list.map((name) => ({ name })) } };
    },
  };
}

async function namesOf(load: LoadEntities, list: readonly string[]): Promise<unknown[]> {
  const { entities } = await load(list);
  return entities.map((entity) => JSON.stringify(entity));
}

const named = (...names: string[]): string[] => names.map((name) => JSON.stringify({ name }));

describe('the entities of a request', () => {
  it('are requested in one call if several fetches are ready together, each once', async () => {
    const { fetched, fetchEntities } = subgraph();
    const loaders = createEntityLoaders();
    const responses = await Promise.all([
      namesOf(loaders.loader('same', true, fetchEntities), ['a', 'b']),
      namesOf(loaders.loader('same', true, fetchEntities), ['b', 'c', 'a']),
      namesOf(loaders.loader('other', true, fetchEntities), ['a']),
    ]);
    assert.deepEqual(fetched, [['a', 'b', 'c'], ['a']]);
    assert.deepEqual(responses, [named('a', 'b'), named('b', 'c', 'a'), named('a')]);
  });

  it('are requested once by several fetches, and again after a write of the request', async () => {
    const { fetched, fetchEntities } = subgraph();
    const scope = new RequestScope();
    const load: LoadEntities = (list) =>
      scope.reads(EntityReads).loaders.loader('same', true, fetchEntities)(list);
    await namesOf(load, ['a', 'b']);
    assert.deepEqual(await namesOf(load, ['b', 'c', 'a']), named('b', 'c', 'a'));
    scope.invalidateReads();
    await namesOf(load, ['a']);
    assert.deepEqual(fetched, [['a', 'b'], ['c'], ['a']]);
  });

  it('fail for every fetch that needs one of a failed call, and for no other', async () => {
    const loaders = createEntityLoaders();
    const load = loaders.loader('same', true, async (list) => {
      if (list.includes('bad')) throw new Error('the call failed');
      return { data: { _entities: list.map((name) => ({ name })) } };
    });
    assert.deepEqual(await namesOf(load, ['a']), named('a'));
    const [failed, mixed] = await Promise.allSettled([
      namesOf(load, ['bad', 'b']),
      namesOf(load, ['a', 'b']),
    ]);
    assert.deepEqual([failed.status, mixed.status], ['rejected', 'rejected']);
    await assert.rejects(namesOf(load, ['a', 'bad']), /the call failed/);
    assert.deepEqual(await namesOf(load, ['a', 'c']), named('a', 'c'));
  });

  it('have the errors that are about them, and the first has those about none', async () => {
    const loaders = createEntityLoaders();
    const load = loaders.loader('same', true, async () => ({
      data: { _entities: [null, { name: 'b' }, null] },
      errors: [
        { message: 'of c', path: ['_entities', 2, 'name'] },
        { message: 'of none' },
        { message: 'of none either', path: ['_entities', 7] },
      ],
    }));
    await load(['a', 'b', 'c']);
    const { errors } = await load(['c', 'a']);
    const reported = [...errors].map(([at, list]) => [at, list.map(({ message, path }) => [message, path])]);
    assert.deepEqual(reported, [
      [0, [['of c', ['name']]]],
      [
        1,
        [
          ['of none', undefined],
          ['of none either', undefined],
        ],
      ],
    ]);
  });

  it('must be as many as were requested', async () => {
    for (const recurs of [true, false]) {
      const load = createEntityLoaders().loader('same', recurs, async () => ({ data: { _entities: [{}] } }));
      await assert.rejects(load(['a', 'b']), { code: 'SUBGRAPH_INVALID_RESPONSE' });
    }
  });
});
