import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { MappingError } from '../../../shared/connect/mapping/mapping-error.ts';
import { evaluateMapping, refusalOf } from '../../support/mapping.ts';

const article = {
  id: 7,
  'full name': 'Ben',
  author: { name: 'Ben', articles: [{ title: 'T1', byline: { place: 'P1' } }, { title: 'T2' }] },
  some: { nested: { a: 'A', b: 'B', c: 'C' } },
  friend_ids: [234, 345],
  nothing: null,
};

/** A mapping and its result for `article`. */
const cases: readonly (readonly [string, unknown])[] = [
  ['id', { id: 7 }],
  ['id author { name }', { id: 7, author: { name: 'Ben' } }],
  ['number: id', { number: 7 }],
  ['$.id', 7],
  ['author.name', 'Ben'],
  ['$.author { name }', { name: 'Ben' }],
  ['name: "full name"', { name: 'Ben' }],
  ["$.'full name'", 'Ben'],
  ['author { name } some.nested { a b }', { author: { name: 'Ben' }, a: 'A', b: 'B' }],
  ['abc: some.nested { a b c }', { abc: { a: 'A', b: 'B', c: 'C' } }],
  ['names: { first: author.name last: id }', { names: { first: 'Ben', last: 7 } }],
  ['author.articles.title', ['T1', 'T2']],
  ['author.articles.byline.place', ['P1', null]],
  ['author.articles { title place: byline.place }', [{ title: 'T1', place: 'P1' }, { title: 'T2' }]],
  ['friends: friend_ids { id: $ }', { friends: [{ id: 234 }, { id: 345 }] }],
  ['missing', {}],
  ['$.missing', undefined],
  ['nothing', { nothing: null }],
  ['nothing: nothing { a }', { nothing: null }],
  ['id $.nothing { a }', null],
  ['id $.friend_ids { a: $ }', { id: 7 }],
  ['$("a")', 'a'],
  ['kind: $(true)', { kind: true }],
  ['$({ a: id, "b": [1, -2.5, null, "x"] })', { a: 7, b: [1, -2.5, null, 'x'] }],
  ['$([$.missing])', [null]],
  ['$({ a: $.missing })', {}],
  ['$($.missing ?? "x")', 'x'],
  ['$($.nothing ?? "x")', 'x'],
  ['$($.nothing ?! "x")', null],
  ['$($.missing ?! "x")', 'x'],
  ['$($.missing ?? $.nothing)', null],
  ['$.nothing?->jsonStringify', undefined],
  ['$.nothing->jsonStringify', 'null'],
  ['$.missing?.deep', undefined],
  ['# a comment\nid # another', { id: 7 }],
  ['$.author->echo([@.name, author.name, author { name }])', ['Ben', 'Ben', { name: 'Ben' }]],
  ['$("abc")->slice(1)', 'bc'],
  ['$([{ x: 1 }]) { x }', [{ x: 1 }]],
  ['a: $args.name b: $args { name }', { a: 'arg', b: { name: 'arg' } }],
];

describe('a mapping', () => {
  for (const [text, expected] of cases) {
    test(`${text} returns ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(evaluateMapping(text, article, { $args: { name: 'arg' } }), expected);
    });
  }

  test('returns a scalar unmodified if nothing can be selected from it', () => {
    assert.equal(evaluateMapping('a b', 5), 5);
    assert.equal(evaluateMapping('a b', null), null);
  });

  test('maps every element of a list at its root', () => {
    assert.deepEqual(evaluateMapping('x: a', [{ a: 1 }, { a: 2 }]), [{ x: 1 }, { x: 2 }]);
  });

  test('merges objects with the same name without modifying the data', () => {
    const data = { a: { x: 1 }, b: { y: 2 } };
    assert.deepEqual(evaluateMapping('o: a o: b', data), { o: { x: 1, y: 2 } });
    assert.deepEqual(data, { a: { x: 1 }, b: { y: 2 } });
  });

  test('treats keys named like prototype properties as ordinary keys', () => {
    const data = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": "c"}');
    assert.equal(evaluateMapping('$.toString', data), undefined);
    assert.deepEqual(evaluateMapping('constructor', data), { constructor: 'c' });
    assert.equal(JSON.stringify(evaluateMapping('a: __proto__ { polluted }', data)), '{"a":{"polluted":1}}');
    const made = evaluateMapping('__proto__: constructor', data);
    assert.equal(JSON.stringify(made), '{"__proto__":"c"}');
    assert.equal(evaluateMapping('$.x->get("constructor")', { x: {} }), undefined);
    assert.equal('polluted' in {}, false);
  });

  test('never throws, whatever the JSON value', () => {
    const texts = [
      ...cases.map(([text]) => text),
      '$->entries',
      '$->filter(@.a->gt(1))',
      '$->joinNotNull(",")',
    ];
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...texts), (data, text) => {
        evaluateMapping(text, data);
      }),
      { numRuns: 500 },
    );
  });
});

const refusals: readonly (readonly [string, string])[] = [
  ['', 'line 1, column 1: the mapping is empty'],
  ['a, b', 'line 1, column 2: entries are separated by spaces or line ends in connect/v0.3, not by commas'],
  [
    'a\n  b.c',
    'line 2, column 3: a path next to other entries needs a name (name: path) or a selection { … }',
  ],
  ['a {', 'line 1, column 4: expected } after a selection, found the end of the mapping'],
  ['a.', 'line 1, column 3: expected a key after ".", found the end of the mapping'],
  ['a->', 'line 1, column 4: expected a method after "->", found the end of the mapping'],
  ['a: 5', 'line 1, column 4: connect/v0.3 requires a literal to be wrapped: $(5)'],
  ['...a { b }', 'line 1, column 1: spread (...) is not part of connect/v0.3'],
  ['a: "b', 'line 1, column 4: this string is not closed'],
  ['a ! b', 'line 1, column 3: unexpected character !'],
  ['$(a', 'line 1, column 4: expected ) after an expression, found the end of the mapping'],
  ['$(a ?? b ?! c)', 'line 1, column 10: ?? and ?! cannot be mixed in one chain'],
  ['$({ a b })', 'line 1, column 7: expected : after the key a, found b'],
  ['a->frist', 'line 1, column 4: unknown method ->frist; did you mean ->first?'],
  ["$->has('a')", 'line 1, column 4: unknown method ->has'],
  ['a->mul(2)', 'line 1, column 4: the method ->mul is not supported'],
  ['a->first(1)', 'line 1, column 4: ->first takes no arguments, found 1'],
  ['a->eq', 'line 1, column 4: ->eq takes 1 argument, found 0'],
  ['a->slice(1, 2, 3)', 'line 1, column 4: ->slice takes 0 to 2 arguments, found 3'],
  ['a->match("x")', 'line 1, column 4: ->match takes pairs: ->match([candidate, result], [@, otherwise])'],
  [`${'a { '.repeat(70)}`, 'line 1, column 259: brackets are nested more than 64 levels deep'],
];

describe('an invalid mapping', () => {
  for (const [text, message] of refusals) {
    test(`${JSON.stringify(text.slice(0, 40))} is rejected: ${message}`, () => {
      assert.match(refusalOf(text), new RegExp(`^${message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
    });
  }

  test('fails only with a MappingError, whatever its text', () => {
    const piece = fc.constantFrom(
      'a',
      '$',
      '$args',
      '@',
      '.',
      '->',
      'map',
      '(',
      ')',
      '{',
      '}',
      '[',
      ']',
      ':',
      '"q"',
      '?',
      '??',
      '5',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        try {
          evaluateMapping(pieces.join(''), { a: [1] });
        } catch (error) {
          assert.ok(error instanceof MappingError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
