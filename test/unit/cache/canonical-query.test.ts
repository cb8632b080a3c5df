import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { canonicalQuery } from '../../../shared/cache/canonical-query.ts';

const search = (entries: readonly (readonly [string, string])[]): string =>
  `?${entries.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;

/** Returns the same value with the keys of its objects in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, inner]) => [key, reversed(inner)]));
}

describe('canonicalQuery', () => {
  it('returns equal strings for parameters and keys in another order', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (variables, query) => {
        const one = search([
          ['query', query],
          ['variables', JSON.stringify(variables)],
        ]);
        const other = search([
          ['variables', JSON.stringify(reversed(variables), null, 1)],
          ['query', query],
        ]);
        assert.equal(canonicalQuery(one), canonicalQuery(other));
      }),
    );
  });

  it('returns different strings for another query, other variables or another operation', () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.jsonValue()), fc.tuple(fc.string(), fc.jsonValue()), (a, b) => {
        const of = ([query, x]: [string, unknown]) =>
          canonicalQuery(
            search([
              ['query', query],
              ['variables', JSON.stringify({ x })],
            ]),
          );
        const isEqual = a[0] === b[0] && JSON.stringify(reversed(reversed(a[1]))) === JSON.stringify(b[1]);
        if (isEqual) assert.equal(of(a), of(b));
        else if (of(a) === of(b))
          assert.deepEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));
      }),
    );
    assert.notEqual(canonicalQuery('?query=a&operationName=b'), canonicalQuery('?query=a'));
    assert.notEqual(canonicalQuery('?query=a&documentId=b'), canonicalQuery('?query=a&documentId=c'));
  });

  it('distinguishes values with a special meaning in JavaScript', () => {
    const of = (variables: string) => canonicalQuery(search([['variables', variables]]));
    assert.notEqual(of('{"__proto__":{"a":1}}'), of('{}'));
    assert.notEqual(of('{"a":null}'), of('{}'));
    assert.notEqual(of('{"a":["b","c"]}'), of('{"a":["c","b"]}'));
    assert.equal(of('{"2":1,"1":2}'), of('{"1":2,"2":1}'));
  });

  it('returns undefined for invalid JSON, and for values that are nested too deeply', () => {
    assert.equal(canonicalQuery('?variables={'), undefined);
    const nested = (depth: number) => `?variables=${'['.repeat(depth)}${']'.repeat(depth)}`;
    assert.equal(canonicalQuery(nested(4000)), undefined);
    assert.ok(canonicalQuery(nested(50)));
    assert.equal(canonicalQuery('?query=&variables='), canonicalQuery('?variables=&query='));
  });
});
