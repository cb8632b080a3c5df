import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { buildSchema } from 'graphql';
import { StartError } from '../../../shared/core/start-error.ts';
import { type DirectiveDeclarations, readDirectives } from '../../../shared/degradation/read-directives.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const schema = buildSchema(`
  type Query { products: [Product!]! }
  interface Listing { title: String }
  type Product implements Listing { title: String price: Price! reviews(first: Int): [Review!]! promotions: [Promotion!] }
  type Price { amount: Int! list: Int }
  type Review { text: String! }
  type Promotion { label: String! }
`);

function read(context: TestContext, text: string): DirectiveDeclarations {
  return readDirectives(join(temporaryFiles(context, { 'rules.graphql': text }), 'rules.graphql'), schema);
}

const readable = `
  directive @onError(policy: OnError!, value: Anything, maxAge: String, shared: Boolean) on OBJECT | FIELD_DEFINITION
  enum OnError { NULL DEFAULT LAST_GOOD OMIT FAIL }

  extend type Product {
    price: Price @onError(policy: LAST_GOOD, maxAge: "10m", shared: true)
    reviews(first: Int): [Review] @onError(policy: DEFAULT, value: [{ text: "none" }])
    title: String! @onError(policy: NULL)
  }
  extend type Promotion @onError(policy: OMIT)
  extend type Query { products: [Product!]! @onError(policy: FAIL) }
`;

/** The refused declarations, and the lines that report them, without the file's name. */
const refusals: readonly (readonly [text: string, ...says: RegExp[]])[] = [
  [
    'extend type Produkt @onError(policy: NULL)',
    /^1:13: the graph has no type Produkt; did you mean Product\?$/,
  ],
  ['extend type Listing { title: String @onError(policy: NULL) }', /^1:13: not an object type: Listing/],
  [
    'extend type Product {\n  prize: Price @onError(policy: NULL)\n}',
    /^2:3: Product has no field prize; did you mean price\?$/,
  ],
  [
    'extend type Product { price: Int @onError(policy: NULL) title: [String] @onError(policy: NULL) }',
    /^1:30: Product\.price is of type Price! in the graph$/,
    /^1:64: Product\.title is of type String in the graph$/,
  ],
  [
    'extend type Product { price: Price @onError(policy: LAST) title: String @onError }',
    /^1:53: the policy must be one of NULL, DEFAULT, LAST_GOOD, OMIT, FAIL$/,
    /^1:74: the policy must be one of NULL/,
  ],
  [
    'extend type Price @onError(policy: LAST_GOOD, maxage: "1m")',
    /^1:47: @onError has no argument maxage; did you mean maxAge\?$/,
  ],
  ...['"10"', '"0s"', '"31d"', '10', '"-1s"'].map((age): [string, RegExp] => [
    `extend type Price @onError(policy: LAST_GOOD, maxAge: ${age})`,
    /^1:55: maxAge must be a duration such as "10m", from 1s to 30d$/,
  ]),
  ['extend type Price @onError(policy: LAST_GOOD, shared: YES)', /^1:55: shared must be true or false$/],
  ['type Price @onError(policy: NULL) { amount: Int }', /^1:1: allowed is only `extend type`$/],
  ['extend type Price { amount: Int }', /^1:21: Price\.amount carries no @onError$/],
  [
    'extend type Price @onerror(policy: NULL)',
    /^1:19: @onerror has no meaning here; allowed is @onError$/,
    /^1:1: Price carries no @onError$/,
  ],
  [
    'extend type Price @onError(policy: NULL) @onError(policy: FAIL)',
    /^1:42: Price carries @onError already$/,
  ],
  [
    'extend type Price @onError(policy: NULL)\nextend type Price @onError(policy: FAIL)',
    /^2:13: Price carries @onError already$/,
  ],
  ['extend type Price {', /^1:20: not GraphQL: Syntax Error: Expected Name/],
];

describe('a file of directives', () => {
  it('declares the same as settings', (context) => {
    const { types, fields, locationOf } = read(context, readable);
    assert.deepEqual(types, { Promotion: { onError: 'omit' } });
    assert.deepEqual(JSON.parse(JSON.stringify(fields)), {
      'Product.price': { onError: 'lastGood', maxAge: 600_000, shared: true },
      'Product.reviews': { onError: 'default', value: [{ text: 'none' }] },
      'Product.title': { onError: 'null' },
      'Query.products': { onError: 'fail' },
    });
    assert.equal(locationOf('Promotion')?.line, 10);
    assert.equal(locationOf('Price'), undefined);
  });

  for (const [text, ...says] of refusals) {
    it(`is refused: ${text.replaceAll('\n', ' ')}`, (context) => {
      try {
        read(context, text);
      } catch (error) {
        assert.ok(error instanceof StartError);
        const lines = error.message.split('\n').map((line) => line.replace(/^.*rules\.graphql:/, ''));
        assert.equal(lines.length, says.length, error.message);
        for (const [index, pattern] of says.entries()) assert.match(lines[index] ?? '', pattern);
        return;
      }
      assert.fail('nothing was refused');
    });
  }
});
