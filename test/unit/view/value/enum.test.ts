import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileEnum } from '../../../../shared/view/value/enum.ts';
import { english } from './presentation.ts';

describe('compileEnum', () => {
  const names = new Map([
    ['A', 'B'],
    ['C', 'C'],
  ]);

  it('maps a value to its published name', () => {
    const read = compileEnum({ op: 'enum', names, fallback: undefined });
    assert.equal(read('A', english), 'B');
    assert.equal(read('C', english), 'C');
  });

  it('maps an unpublished value to the fallback or undefined, never to the name of another value', () => {
    assert.equal(compileEnum({ op: 'enum', names, fallback: 'C' })('B', english), 'C');
    assert.equal(compileEnum({ op: 'enum', names, fallback: undefined })('B', english), undefined);
  });

  it('leaves values that are not strings unmodified', () => {
    const read = compileEnum({ op: 'enum', names, fallback: 'C' });
    for (const value of [null, 1, undefined]) assert.equal(read(value, english), value);
  });
});
