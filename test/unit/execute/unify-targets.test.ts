import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { EntityGroups, FetchPath } from '../../../shared/core/compiled-plan.ts';
import type { DataObject } from '../../../shared/core/json/data-object.ts';
import { mergeEqualEntities } from '../../../shared/execute/data/merge-equal-entities.ts';
import { selectTargets } from '../../../shared/execute/data/select-targets.ts';
import { Substitutes } from '../../../shared/execute/data/substitutes.ts';

/** Groups the objects at a path by `id`, and merges equal ones. */
function unify(root: DataObject, path: FetchPath): EntityGroups {
  const found = selectTargets(root, path);
  const byId = new Map<string, DataObject[]>();
  for (const object of found.objects) {
    const id = JSON.stringify(object['id']);
    byId.set(id, [...(byId.get(id) ?? []), object]);
  }
  const groups = { representations: [...byId.keys()], targets: [...byId.values()], lacking: [] };
  return mergeEqualEntities(groups, found, new Substitutes());
}

describe('equal objects of one entity', () => {
  it('become one, whatever their positions on the path', () => {
    const root = {
      list: [{ one: { id: 1, x: [{ y: 1 }] } }, { one: { id: 1, x: [{ y: 1 }] } }, { one: { id: 2 } }],
    };
    const before = structuredClone(root);
    const { targets } = unify(root, ['list', '@', 'one']);
    assert.deepEqual(
      targets.map(({ length }) => length),
      [1, 1],
    );
    assert.deepEqual(root, before);
    assert.equal(root.list[0]?.one, root.list[1]?.one);
    assert.notEqual(root.list[0]?.one, root.list[2]?.one);
  });

  it('become one in lists and in lists of lists', () => {
    const root: { list: object[]; lists: object[][] } = {
      list: [{ id: 1 }, { id: 1 }],
      lists: [[{ id: 1 }], [{ id: 1 }, { id: 2 }]],
    };
    unify(root, ['list', '@']);
    assert.equal(root.list[0], root.list[1]);
    unify(root, ['lists', '@', '@']);
    assert.equal(root.lists[0]?.[0], root.lists[1]?.[0]);
    assert.deepEqual(root.lists, [[{ id: 1 }], [{ id: 1 }, { id: 2 }]]);
  });

  it('stay apart when anything in them differs', () => {
    const different: [object, object][] = [
      [
        { id: 1, score: 1 },
        { id: 1, score: 2 },
      ],
      [{ id: 1 }, { id: 1, score: null }],
      [
        { id: 1, list: [1, 2] },
        { id: 1, list: [2, 1] },
      ],
      [
        { id: 1, list: [] },
        { id: 1, list: {} },
      ],
      [
        { id: 1, deep: { a: { b: 0 } } },
        { id: 1, deep: { a: { b: false } } },
      ],
      [JSON.parse('{"id":1,"__proto__":{}}'), { id: 1 }],
      [JSON.parse('{"id":1,"constructor":{}}'), { id: 1, other: 1 }],
    ];
    for (const [a, b] of different) {
      const root = { list: [a, b] };
      unify(root, ['list', '@']);
      assert.notEqual(root.list[0], root.list[1], JSON.stringify([a, b]));
    }
  });

  it('leave the data as it is, whatever it is', () => {
    const item = fc.record({ id: fc.integer({ min: 0, max: 2 }), value: fc.jsonValue({ maxDepth: 3 }) });
    fc.assert(
      fc.property(fc.array(item), (list) => {
        // As text, in which a negative zero is none.
        const text = JSON.stringify({ list });
        const root = JSON.parse(text);
        unify(root, ['list', '@']);
        assert.deepEqual(root, JSON.parse(text));
      }),
    );
  });

  it('are given up on, and stay apart, where the data has no end', () => {
    const endless = (): DataObject => {
      const object: DataObject = { id: 1 };
      object['self'] = [object, object];
      return object;
    };
    const root = { list: [endless(), endless()] };
    unify(root, ['list', '@']);
    assert.notEqual(root.list[0], root.list[1]);
  });
});
