import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeGraph, describeOperations, planOperation } from '../../../support/planned-graph.ts';

const graph = composeGraph({
  media: `
    type Query { media: [Media] found: Found book(id: ID): Book }
    interface Media { id: ID! title(lang: String): String }
    interface Timed implements Media { id: ID! title(lang: String): String length: Int }
    type Book implements Media @key(fields: "id") { id: ID! title(lang: String): String by: Author size: Int }
    type Film implements Media & Timed @key(fields: "id") { id: ID! title(lang: String): String length: Int by: [Author] size: Int! }
    type Song implements Media & Timed { id: ID! title(lang: String): String length: Int }
    type Author @key(fields: "id") { id: ID! }
    union Found = Book | Film
  `,
  names: `
    type Author @key(fields: "id") { id: ID! name(lang: String): String }
    type Book @key(fields: "id") { id: ID! isbn: String }
    type Film @key(fields: "id") { id: ID! isan: String }
  `,
});

/** Operation → operations of its fetches. */
const cases: Readonly<Record<string, readonly (readonly [operation: string, ...printed: string[]])[]>> = {
  'selects fields under their canonical keys': [
    ['{ b: book(id: 1) { t: title(lang: "en") } }', 'media: {book(id:1){title(lang:"en")}}'],
    ['{ book { title en: title(lang: "en") } }', 'media: {book{title title_1:title(lang:"en")}}'],
  ],
  'selects the type names of objects with several possible types': [
    ['{ media { id } }', 'media: {media{__typename id}}'],
    ['{ book { id } }', 'media: {book{id}}'],
  ],
  'uses fragments for fields that only some types have': [
    ['{ media { ... on Book { size } } }', 'media: {media{__typename ...on Book{size}}}'],
    [
      '{ media { ... on Film { length } ... on Song { length } } }',
      'media: {media{__typename ...on Timed{length}}}',
    ],
  ],
  'has an alias where two types return different forms under one key': [
    [
      '{ found { ... on Book { by { id } } ... on Film { by { id } } } }',
      'media: {found{__typename ...on Book{by{id}}...on Film{by__alias_0:by{id}}}}',
    ],
    [
      '{ found { ... on Book { size } ... on Film { size } } }',
      'media: {found{__typename ...on Book{size}...on Film{size__alias_0:size}}}',
    ],
  ],
  'fetches entities by representations': [
    [
      '{ book { by { name } } }',
      'media: {book{by{__typename id}}}',
      'names: query($representations:[_Any!]!){_entities(representations:$representations){...on Author{name}}}',
    ],
    [
      '{ found { ... on Book { isbn } ... on Film { isan } } }',
      'media: {found{__typename ...on Media{id}}}',
      'names: query($representations:[_Any!]!){_entities(representations:$representations){...on Book{isbn}...on Film{isan}}}',
    ],
  ],
  'has the conditions and the variables that it uses': [
    [
      'query Q($id: ID, $lang: String = "de", $full: Boolean!) { book(id: $id) { id title @skip(if: $full) by @include(if: $full) { name(lang: $lang) } } }',
      'media: query Q__media__0($id:ID$full:Boolean!){book(id:$id){id title@skip(if:$full)by@include(if:$full){__typename id}}}',
      'names: query Q__names__1($representations:[_Any!]!$lang:String="de"$full:Boolean!){_entities(representations:$representations){...on Author{name(lang:$lang)@include(if:$full)}}}',
    ],
  ],
};

describe('the operation of a fetch', () => {
  for (const [behaviour, rows] of Object.entries(cases))
    it(behaviour, async () => {
      const found: (readonly string[])[] = [];
      for (const [operation] of rows)
        found.push([operation, ...describeOperations(await planOperation(graph, operation))]);
      assert.deepEqual(found, rows);
    });

  it('has variables for arguments from enclosing objects', async () => {
    const shop = composeGraph({
      shop: `
        type Query { user: User }
        type User @key(fields: "id") @context(name: "user") { id: ID! currency: String carts: [Cart] }
        type Cart { item: Item }
        type Item @key(fields: "id") { id: ID! price(in: String @fromContext(field: "$user { currency }")): Int }
      `,
    });
    const planned = await planOperation(shop, '{ user { carts { item { price } } } }');
    assert.deepEqual(describeOperations(planned), [
      'shop: {user{carts{item{__typename id}}currency}}',
      'shop: query($representations:[_Any!]!$contextualArgument_1:String){_entities(representations:$representations){...on Item{price(in:$contextualArgument_1)}}}',
    ]);
    const [argument] = planned.plan.fetches[1]?.contextArguments ?? [];
    assert.deepEqual(
      [argument?.variable, argument?.up, argument?.read({ currency: 'EUR' })],
      ['contextualArgument_1', 2, 'EUR'],
    );
  });

  it('selects the other keys of an entity whose key may be null', async () => {
    const items = composeGraph({
      items: 'type Query { item: Item } type Item @key(fields: "id") @key(fields: "sku") { id: ID sku: ID }',
      codes: 'type Item @key(fields: "sku") @key(fields: "code") { sku: ID code: ID! }',
      names: 'type Item @key(fields: "id") @key(fields: "code") { id: ID code: ID! name: String }',
    });
    const planned = await planOperation(items, '{ item { name } }');
    assert.deepEqual(describeOperations(planned), [
      'items: {item{__typename id sku}}',
      'names: query($representations:[_Any!]!){_entities(representations:$representations){...on Item{name}}}',
    ]);
    assert.deepEqual(
      planned.plan.fetches[1]?.entities?.detours.map(({ subgraph, query }) => [subgraph, query]),
      [
        [
          'codes',
          'query($representations:[_Any!]!){_entities(representations:$representations){...on Item{_key_code:code}}}',
        ],
      ],
    );
  });
});
