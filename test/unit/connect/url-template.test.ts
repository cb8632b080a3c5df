import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compileUrlTemplate } from '../../../shared/connect/request/url-template.ts';
import { pathText, queryText } from '../../../shared/connect/request/url-values.ts';
import { FrontageError } from '../../../shared/core/errors.ts';

function write(template: string, $args: Record<string, unknown>): string {
  const { path, query } = compileUrlTemplate(template);
  const search = query.write({ $args });
  return path.write({ $args }) + (search === '' ? '' : `?${search}`);
}

const isBadInput = (error: unknown): boolean =>
  error instanceof FrontageError && error.code === 'BAD_USER_INPUT';

describe('a URL template', () => {
  test('writes values percent-encoded', () => {
    assert.equal(
      write('/a/{$args.x}?q={$args.x}&n={$args.n}', { x: "a/b?c=d&e#f%2f'é", n: 1.5 }),
      '/a/a%2Fb%3Fc%3Dd%26e%23f%252f%27%C3%A9?q=a%2Fb%3Fc%3Dd%26e%23f%252f%27%C3%A9&n=1.5',
    );
  });

  test('retains the author’s escapes and drops line ends', () => {
    assert.equal(write('/a%2Fb:c\n  /{$args.x}', { x: 1 }), '/a%2Fb:c%20%20/1');
  });

  test('encodes path traversal in a value as one segment', () => {
    assert.equal(write('/products/{$args.x}', { x: '../../admin' }), '/products/..%2F..%2Fadmin');
    assert.equal(write('/products/{$args.x}', { x: '%2e%2e' }), '/products/%252e%252e');
    assert.equal(write('/products/{$args.x}', { x: 'a\r\nHost: evil' }), '/products/a%0D%0AHost%3A%20evil');
  });

  for (const x of ['.', '..', '', null, undefined, {}, ['a'], '\ud800']) {
    test(`rejects ${JSON.stringify(x)} as a segment`, () => {
      assert.throws(() => write('/products/{$args.x}/related', { x }), isBadInput);
    });
  }

  test('rejects a dot segment that is composed of several parts', () => {
    assert.throws(() => write('/a/{$args.x}{$args.x}', { x: '.' }), isBadInput);
    assert.throws(() => write('/a/.{$args.x}', { x: '.' }), isBadInput);
  });

  test('writes null in a query as an empty string', () => {
    assert.equal(write('/a?q={$args.x}', { x: null }), '/a?q=');
  });

  test('is rejected with dot segments, a fragment, no leading slash, or an unclosed brace', () => {
    assert.throws(() => compileUrlTemplate('/a/../b'), /\. or \.\. segments/);
    assert.throws(() => compileUrlTemplate('/a#b'), /fragment/);
    assert.throws(() => compileUrlTemplate('a'), /start with \//);
    assert.throws(() => compileUrlTemplate('/{$args.x'), /not closed/);
  });

  test('writes the same URL structure for every value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (x) => {
        let url: string;
        try {
          url = write('/a/{$args.x}/b?q={$args.x}', { x });
        } catch (error) {
          assert.ok(isBadInput(error));
          return;
        }
        const { pathname, searchParams, hash, host } = new URL(url, 'http://h');
        const [, first, value, last, ...rest] = pathname.split('/');
        assert.deepEqual([host, first, last, rest, hash], ['h', 'a', 'b', [], '']);
        assert.equal(decodeURIComponent(value ?? ''), x);
        assert.deepEqual([...searchParams], [['q', x]]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('path and queryParams', () => {
  test('add segments and parameters', () => {
    assert.equal(pathText(['a/b', 1]), '/a%2Fb/1');
    assert.equal(pathText(null), '');
    assert.equal(queryText({ q: 'a b', skip: null, id: [1, 2], on: true }), 'q=a%20b&id=1&id=2&on=true');
    assert.equal(queryText(undefined), '');
  });

  test('reject values that they cannot write', () => {
    for (const value of ['a', {}, ['..'], [null], [[]]]) assert.throws(() => pathText(value), isBadInput);
    for (const value of ['a', [], { a: {} }]) assert.throws(() => queryText(value), isBadInput);
  });
});
