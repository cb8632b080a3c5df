import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, isInterfaceType, isObjectType, lexicographicSortSchema, validateSchema } from 'graphql';
import { fieldOf, pathOf, problemsOf, sdlOf, sdlOfSchema, viewOf } from '../../support/compiled-view.ts';
import { contractSchema } from '../../support/contract-schema.ts';

const schema = buildSchema(`
  directive @seen(by: Who) on FIELD
  enum Who { ALL SOME }
  type Query {
    a(filter: Filter = { statuses: [OPEN, CLOSED], one: null, nested: { one: CLOSED } }): A
    b(status: Status! = CLOSED, statuses: [Status!]): B
    picture(width: [Int], size: Int): String
    count: Int
  }
  interface X { id: ID! n(first: Int): Int }
  interface Y { id: ID! }
  type A implements X & Y { id: ID! n(first: Int): Int }
  type B { tags: [String!] levels: [Status] }
  input Filter { statuses: [Status!] one: Status nested: Filter }
  input Must { status: Status! }
  type Mutation { do(must: Must): Int }
  enum Status { "Not yet." OPEN CLOSED @deprecated(reason: "old") }
`);

const refusals: readonly (readonly [text: string, ...problems: readonly string[]])[] = [
  [
    'extend interface X { id: ID! @rename(to: "key") } extend interface Y { id: ID! @rename(to: "code") } extend type A @cacheControl(maxAge: 1)',
    '1:114: the interfaces of A rename its field id to both key and code',
  ],
  [
    'extend enum Status { CLOSED @hide } extend type Query { b(status: Status, statuses: [Status!]): B }',
    '1:59: the default of Query.b(status:) contains unpublished values or fields, and the argument is not nullable (Status!)',
  ],
  [
    'enum Status { OPEN }',
    '1:6: the default of Query.b(status:) contains unpublished values or fields, and the argument is not nullable (Status!)',
  ],
  [
    'extend enum Status @hide extend type B { levels: [Int] @hide } extend type Query { b: B @hide }',
    '1:13: Must.status is required (Status!), and its type Status is not published',
  ],
  [
    'extend enum Status @hide extend input Filter { one: Status statuses: [Status!] @hide } extend input Must @hide extend type Query { b: B @hide }',
    '1:53: Filter.one is of type Status, which is not published',
  ],
  [
    'extend type Query { picture: String @image(slot: CARD, args: { width: "width" }) }',
    '1:62: the width of an image must be Int; the argument width is [Int]',
  ],
  [
    'extend type A { n(last: Int): Int @from(path: "n(first: $last)") }',
    '1:17: Interface field argument X.n(first:) expected but A.n does not provide it.',
  ],
  [
    'extend type Query { c(first: Itn): Int @from(path: "a.n") }',
    '1:30: Itn is not an input type of the graph; did you mean Int?',
  ],
  [
    'extend type B { tags: [String!] @default(value: ["a", 3]) }',
    '1:49: the default must be a value of [String!]!; found ["a", 3]',
  ],
  [
    'extend type B { levels: [Status] @default(value: "OPEN") }',
    '1:50: the default must be a value of [Status]!; found "OPEN"',
  ],
  [
    'extend type Query { b(status: Status!, n: Int): B @argument(name: "statuses", fn: "three") @cap(default: 1, max: 2, arg: "n") }',
    '1:122: @cap needs an argument of the graph; n is only passed to a function',
  ],
];

describe('a view of another graph', () => {
  for (const [text, ...problems] of refusals) {
    it(`is refused: ${text}`, () => assert.deepEqual(problemsOf(text, { schema }), problems));
  }

  it('is refused for an image slot if view.images defines none', () => {
    assert.deepEqual(
      problemsOf('extend type Query { picture: String @image(slot: CARD) }', { schema, slots: [] }),
      ['1:50: unknown image slot CARD; view.images defines no slots'],
    );
  });

  it('is refused at the settings key that a file contradicts', () => {
    assert.deepEqual(
      problemsOf('extend type B @hide', { schema, shape: { Query: { fields: { b: { rename: 'c' } } } } }),
      ['view.shape.Query.fields.b: Query.b is of type B, which is not published'],
    );
  });

  it('publishes defaults in its own names, and omits those that contain hidden elements', () => {
    const renamed = viewOf(
      'extend enum Status { CLOSED @rename(to: "DONE") } extend input Filter { one: Status @rename(to: "only") }',
      { schema },
    );
    assert.match(
      sdlOf(renamed, 'Query'),
      /a\(filter: Filter = \{ ?statuses: \[OPEN, DONE\], only: null, nested: \{ ?only: DONE ?\} ?\}\): A/,
    );
    assert.match(sdlOf(renamed, 'Query'), /b\(status: Status! = DONE, statuses: \[Status!\]\): B/);
    const hidden = viewOf('extend input Filter { nested: Filter @hide }', { schema });
    assert.match(sdlOf(hidden, 'Query'), /a\(filter: Filter\): A/);
  });

  it('has no default for an argument that a view makes required', () => {
    const view = viewOf('extend type Query { a(filter: Filter!): A }', { schema });
    assert.match(sdlOf(view, 'Query'), /a\(filter: Filter!\): A/);
    const capped = viewOf('extend type A { n(first: Int): Int @cap(default: 2, max: 5, arg: "first") }', {
      schema,
    });
    assert.match(sdlOf(capped, 'A'), /first: Int = 2/);
  });

  it('retains executable directives, and descriptions of values', () => {
    const view = viewOf('extend type B @rename(to: "C")', { schema });
    assert.match(sdlOfSchema(view), /^directive @seen\(by: Who\) on FIELD/);
    assert.equal(sdlOf(view, 'Who'), 'enum Who { ALL SOME }');
    assert.match(sdlOf(view, 'Status'), /"""Not yet.""" OPEN CLOSED @deprecated\(reason: "old"\)/);
    const described = viewOf(
      '"All." type B { "Some." tags: [String!] } "Those." enum Status { "Now." OPEN CLOSED }',
      {
        schema,
      },
    );
    assert.equal(sdlOf(described, 'B'), '"""All.""" type B { """Some.""" tags: [String!] }');
    assert.equal(
      sdlOf(described, 'Status'),
      '"""Those.""" enum Status { """Now.""" OPEN CLOSED @deprecated(reason: "old") }',
    );
  });

  it('may have lists as defaults', () => {
    const view = viewOf(
      'extend type B { tags: [String!]! @default(value: ["a"]) levels: [Status]! @default(value: OPEN) }',
      { schema },
    );
    assert.deepEqual(fieldOf(view, 'B', 'tags').value, [{ op: 'default', value: ['a'] }]);
    assert.deepEqual(fieldOf(view, 'B', 'levels').value, [{ op: 'default', value: ['OPEN'] }]);
    const shape = {
      B: { fields: { tags: { default: ['a'] } } },
      Query: { fields: { count: { default: 3 } } },
    };
    assert.deepEqual(fieldOf(viewOf('', { schema, shape }), 'Query', 'count').value, [
      { op: 'default', value: 3 },
    ]);
  });

  it('may require fragments on abstract types', () => {
    const view = viewOf(
      'extend type Query { c: String @compute(fn: "promise", requires: "shelf { __typename ... on Product { title } }") }',
    );
    assert.equal(fieldOf(view, 'Query', 'c').requires?.selections.length, 1);
  });
});

/** A view file with most of what a television client needs. */
const television = `
  extend type Query {
    home: Home! @wrap
    focusDetails(ids: [ID!]!): [Product!] @from(path: "products") @argument(name: "ids", fn: "three") @keepSlots(argument: "ids", key: "id")
    search(query: String!, first: Int): SearchResult @cap(default: 24, max: 24, arg: "first") @hide
    matches(query: String!): [Product] @pluck(path: "search(first: 8).hits.product")
  }
  "One window of the home screen."
  type Home {
    hero: Show
    rails(first: Int, after: String): RailConnection @cap(default: 5, max: 5, arg: "first")
    recommended: [Product] @pluck(path: "recommendations(first: 8, placement: TV).product") @onError(policy: DEFAULT, value: [])
  }
  extend type Rail { items(first: Int, after: String): [ShelfItem]! @cap(default: 8, max: 8, arg: "first") }
  extend union ShelfItem @fallback(type: "UnknownItem")
  type UnknownItem { type: String! @from(path: "__typename") title: String! @default(value: "") }
  extend enum RailKind { UNKNOWN @fallback }
  extend interface Listing { title: String @truncate(max: 60) }
  extend type Product {
    title: String @truncate(max: 60)
    description: String @strip @truncate(max: 180)
    priceText: String @from(path: "price.current") @format(as: CURRENCY) @onError(policy: LAST_GOOD, maxAge: "10m", shared: true)
    card: String @from(path: "image.url") @image(slot: CARD)
    image: Image @hide
    clips: [Clip!] @hide
    reviews: ReviewConnection @hide
    attributes: [Attribute!] @hide
    gallery: [Image!] @hide
    stars: Float @from(path: "rating.average") @round(digits: 1)
  }
  extend type Clip { length: String @from(path: "durationSeconds") @format(as: DURATION) }
  extend type Show { hero: String! @from(path: "heroArt.url") @image(slot: HERO_LOW) @rename(to: "heroUrl") }
`;

const graphOfTv = lexicographicSortSchema(await contractSchema('tv'));

describe('a view of the demo graph', () => {
  const tv = graphOfTv;

  it('is refused if it hides a field of an interface', () => {
    assert.deepEqual(problemsOf(television, { schema: tv, client: 'tv' }), [
      '24:5: Product has no published field image, but its interface Listing does; publish it on both under one name, or on neither',
    ]);
  });

  it('has a path of existing fields and arguments for each published field', () => {
    const view = viewOf(television.replace('    image: Image @hide\n', ''), { schema: tv, client: 'tv' });
    const published = Object.values(view.schema.getTypeMap()).filter(
      (type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__'),
    );
    assert.deepEqual([...view.types.keys()].sort(), published.map(({ name }) => name).sort());
    for (const type of published) {
      assert.ok(isObjectType(type) || isInterfaceType(type));
      const fields = view.types.get(type.name)?.fields;
      assert.deepEqual([...(fields?.keys() ?? [])], Object.keys(type.getFields()));
      for (const { name, steps } of fields?.values() ?? []) {
        const own = type.getFields()[name]?.args.map((argument) => argument.name);
        for (const step of steps.filter((one) => one.name !== '__typename')) {
          const source = tv.getType(step.type);
          assert.ok(isObjectType(source) || isInterfaceType(source));
          const known = source.getFields()[step.name]?.args;
          for (const argument of step.arguments) {
            const taking = known?.find((one) => one.name === argument.name);
            assert.equal(argument.type, String(taking?.type));
            if (argument.value.kind === 'argument') assert.ok(own?.includes(argument.value.name));
          }
        }
      }
    }
  });

  it('is a valid schema with a path to each value', () => {
    const text = television.replace('    image: Image @hide\n', '');
    const view = viewOf(text, { schema: tv, client: 'tv' });
    assert.deepEqual(validateSchema(view.schema), []);
    assert.match(
      sdlOf(view, 'Home'),
      /^"""One window of the home screen.""" type Home \{ .* hero: Show .* rails\( """At most 5.""" first: Int = 5/,
    );
    assert.equal(
      pathOf(view, 'Home', 'recommended'),
      'Query.recommendations(first: 8, placement: TV) Recommendation.product',
    );
    assert.equal(
      pathOf(view, 'Query', 'matches'),
      'Query.search(first: 8, query: $query) SearchResult.hits SearchHit.product',
    );
    assert.equal(pathOf(view, 'Product', 'priceText'), 'Product.price Price.current');
    assert.equal(pathOf(view, 'Show', 'heroUrl'), 'Show.heroArt Image.url');
    assert.equal(view.types.get('Home')?.graphType, 'Query');
    assert.equal(view.fallbacks.get('ShelfItem'), 'UnknownItem');
    assert.deepEqual([...view.degradation.keys()], ['Product.price', 'Query.recommendations']);
    assert.equal(view.schema.getType('Attribute'), undefined);
    assert.equal(view.schema.getType('SearchHit'), undefined);
  });
});
