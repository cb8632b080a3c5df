import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileEnum } from '../../../../shared/view/value/enum.ts';
import { english } from './presentation.ts';

describe('a value of an enum', () => {
  const names = new Map([
    ['A', 'B'],
    ['C', 'C'],
  ]);

  it('has its published name', () => {
    const read = compileEnum({ op: 'enum', names, fallback: undefined });
    assert.equal(read('A', english), 'B');
    assert.equal(read('C', english), 'C');
  });

  it('that is not published is the fallback, or nothing: never what another is called', () => {
    assert.equal(compileEnum({ op: 'enum', names, fallback: 'C' })('B', english), 'C');
    assert.equal(compileEnum({ op: 'enum', names, fallback: undefined })('B', english), undefined);
  });

  it('is a text', () => {
    const read = compileEnum({ op: 'enum', names, fallback: 'C' });
    for (const value of [null, 1, undefined]) assert.equal(read(value, english), value);
  });
});
