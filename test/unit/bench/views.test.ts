import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatViews } from '../../../bench/report/format-views.ts';
import { buildPartnerVersions } from '../../../bench/views/partner-versions.ts';
import { changedShare, shapedOperations } from '../../../bench/views/shaped-operations.ts';
import { costFigure, gainFigure, plainFigure } from '../../../bench/views/view-figure.ts';

describe('figures of the cost of views', () => {
  it('a figure is met at its bound and missed beyond it', () => {
    assert.equal(costFigure('shaping', 1.05, 1.05).isMet, true);
    assert.equal(costFigure('shaping', 1.051, 1.05).isMet, false);
    assert.equal(gainFigure('304', 5, 5).isMet, true);
    assert.equal(gainFigure('304', 4.9, 5).isMet, false);
  });

  it('a figure that could not be measured is missed', () => {
    assert.equal(costFigure('shaping', Number.NaN, 1.05).isMet, false);
  });

  it('a figure is printed next to its required value', () => {
    const figures = [costFigure('shaping', 1.02, 1.05), gainFigure('304', 4, 5), plainFigure('start', '2 s')];
    const [, , head, ...rows] = formatViews({ figures, comparisons: {} }).split('\n');
    assert.equal(head, 'figure         required  measured  met');
    assert.deepEqual(rows.slice(0, 3), [
      'shaping  at most +5.0 %    +2.0 %  yes',
      '304         at least 5×      4.0×   NO',
      'start                         2 s',
    ]);
  });
});

describe('operations of a view', () => {
  const product = { upc: '1', name: 'Lantern', reviews: [{ body: `${'word '.repeat(40)}end` }] };
  const data = { users: [{ username: 'ada', name: 'Ada Moss' }], topProducts: [product] };

  it('an operation of a view has its names, and the expected result its values', () => {
    const [shaped] = shapedOperations;
    assert.equal(shaped?.queryOf('{ users { username } }'), '{ users { login } }');
    assert.deepEqual(shaped?.responseOf(data), {
      users: [{ name: 'Ada Moss', login: 'ada' }],
      topProducts: [{ ...product, name: 'Lan.' }],
    });
  });

  it('changedShare counts the changed fields of a result', () => {
    // There are eight fields, objects included.
    assert.equal(changedShare(data, [{ field: 'name', beside: 'upc' }]), 1 / 8);
  });

  it('every partner version has its own names', () => {
    const versions = buildPartnerVersions(10, '{ users { username } }');
    assert.equal(new Set(versions.map(({ view }) => view)).size, 10);
    assert.equal(versions[9]?.request.path, '/2026-10/graphql');
    assert.match(versions[9]?.request.body ?? '', /users \{ login10 \}/);
    assert.deepEqual(versions[9]?.responseOf({ users: [{ username: 'ada' }] }), {
      users: [{ login10: 'ada' }],
    });
  });
});
