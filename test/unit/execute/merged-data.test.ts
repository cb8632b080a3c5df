import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EntityRequest } from '../../../shared/core/compiled-plan.ts';
import { MergedData } from '../../../shared/execute/data/merged-data.ts';

const plan = { isObjectType: () => true, mayUnify: true, sharesObjects: false };
const shared = { keepsApart: false };
const items = { path: ['list', '@'], place: 'list' };

/** Merged data with a list of objects, and a request that groups them by their ids and counts how often it did. */
function listOf(...list: object[]) {
  const data = new MergedData(plan);
  data.merge(shared, [data.root], { list }, undefined);
  let grouped = 0;
  const group: EntityRequest['group'] = (objects) => {
    grouped += 1;
    const ids = [...new Set(objects.map(({ id }) => JSON.stringify(id)))];
    const targets = ids.map((id) => objects.filter((object) => JSON.stringify(object['id']) === id));
    return { representations: ids, targets, lacking: [] };
  };
  const groups = (grouping = 'by id') => data.groupsOf(items, { grouping, group });
  return { data, groups, objects: () => groups().targets.flat(), grouped: () => grouped };
}

describe('the groups of the objects at a path', () => {
  it('are formed once for all fetches until the data changes', () => {
    const { data, groups, objects, grouped } = listOf({ id: 1 }, { id: 2 });
    assert.deepEqual(groups().representations, ['1', '2']);
    assert.equal(groups(), groups());
    assert.equal(grouped(), 1);
    const [first = {}, second = {}] = objects();
    const changes = [
      () => data.merge(shared, [first], { name: 'a' }, undefined),
      () => data.put(first, 'price', 0),
      () => data.copy(first, second, ['name']),
    ];
    for (const [index, change] of changes.entries()) {
      change();
      groups();
      assert.equal(grouped(), index + 2);
    }
    data.copy(first, first, ['name']);
    groups();
    assert.equal(grouped(), changes.length + 1);
    assert.deepEqual(data.root['list'], [
      { id: 1, name: 'a', price: 0 },
      { id: 2, name: 'a' },
    ]);
  });

  it('have one object for equal ones, unless a pending fetch refers to them', () => {
    const held = listOf({ id: 1 }, { id: 1 });
    const above = { place: 'list' };
    held.data.hold(above);
    assert.equal(held.objects().length, 2);
    held.data.release(above);
    assert.equal(held.groups('for another subgraph').targets.flat().length, 1);
    // The object that was replaced is in no group.
    assert.equal(held.objects().length, 1);
    const elsewhere = listOf({ id: 1 }, { id: 1 });
    elsewhere.data.hold({ place: 'other' });
    assert.equal(elsewhere.objects().length, 1);
  });

  it('keep an object with a substitute apart from those that look like it', () => {
    const { data, objects } = listOf({ id: 1 }, { id: 1, price: null });
    const [first = {}, second = {}] = objects();
    data.put(first, 'price', 0);
    data.merge(shared, [second], { price: 0 }, undefined);
    assert.deepEqual(first, second);
    assert.equal(objects().length, 2);
  });
});
