import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mergeData } from '../../../shared/core/json/merge-data.ts';

const isObjectType = (name: unknown): boolean => name === 'Book';

/** Merges JSON texts from left to right. */
function merged(...texts: string[]): string {
  const [target, ...sources] = texts.map((text) => JSON.parse(text));
  for (const source of sources) mergeData(target, source, isObjectType);
  return JSON.stringify(target);
}

describe('merging the results of fetches', () => {
  it('adds keys, and merges objects and lists of equal length', () => {
    assert.equal(merged('{"a":1}', '{"b":2}'), '{"a":1,"b":2}');
    assert.equal(merged('{"o":{"a":1}}', '{"o":{"b":2}}'), '{"o":{"a":1,"b":2}}');
    assert.equal(merged('{"l":[{"a":1},null]}', '{"l":[{"b":2},{"c":3}]}'), '{"l":[{"a":1,"b":2},{"c":3}]}');
    assert.equal(merged('{"l":[1]}', '{"l":[2,3]}'), '{"l":[2,3]}');
  });

  it('replaces a null by a value, and never a value by a null', () => {
    assert.equal(merged('{"a":null}', '{"a":1}'), '{"a":1}');
    assert.equal(merged('{"a":1,"o":{}}', '{"a":null,"o":null}'), '{"a":1,"o":{}}');
  });

  it('retains the name of an object type, and replaces that of an interface by it', () => {
    assert.equal(merged('{"__typename":"Book"}', '{"__typename":"Media"}'), '{"__typename":"Book"}');
    assert.equal(merged('{"__typename":"Media"}', '{"__typename":"Book"}'), '{"__typename":"Book"}');
  });

  it('treats names that every object inherits as plain names', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
    for (const name of names) {
      const text = `{"a":1,"${name}":{"polluted":true}}`;
      assert.equal(merged('{"a":1}', text), text);
      assert.equal(merged(`{"${name}":{"x":1}}`, `{"${name}":{"y":2}}`), `{"${name}":{"x":1,"y":2}}`);
      assert.equal(merged(`{"${name}":1}`, `{"${name}":2}`), `{"${name}":2}`);
    }
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });
});
