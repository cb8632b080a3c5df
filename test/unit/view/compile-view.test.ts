import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, printSchema } from 'graphql';
import { fieldOf, graph, pathOf, sdlOf, sdlOfSchema, viewOf } from '../../support/compiled-view.ts';
import { contractSchema } from '../../support/contract-schema.ts';

describe('a view without declarations', () => {
  for (const client of ['web', 'mobile', 'tv', 'partner'] as const) {
    it(`publishes the contract schema of ${client} unmodified, with and without an empty file`, async () => {
      const schema = await contractSchema(client);
      const plain = viewOf('', { schema });
      assert.equal(plain.schema, schema);
      const compiled = viewOf('# nothing yet', { schema });
      assert.equal(sdlOfSchema(compiled), printSchema(schema));
      assert.deepEqual({ ...compiled, schema }, plain);
    });
  }

  it('has one step for each field, which receives the arguments of the same name', () => {
    const view = viewOf('');
    assert.equal(pathOf(view, 'Product', 'reviews'), 'Product.reviews(first: $first, after: $after)');
    assert.equal(pathOf(view, 'Listing', 'title'), 'Listing.title');
    assert.equal(view.types.get('Listing')?.kind, 'interface');
    assert.equal(view.publishedNames.get('Clip'), 'Clip');
    const [argument] = fieldOf(view, 'Query', 'search').steps[0]?.arguments ?? [];
    assert.equal(argument?.type, 'String!');
  });
});

describe('a published schema', () => {
  it('omits hidden elements and types that only they reached', () => {
    const view = viewOf(`
      extend type Product { stock: Stock! @hide photo: String @hide }
      extend enum Status { LOST @hide }
      extend input OrderFilter { newest: Boolean @hide }
      extend type User @hide
    `);
    assert.doesNotMatch(sdlOf(view, 'Product'), /stock|photo/);
    for (const name of ['Stock', 'StockStatus', 'PhotoFormat', 'User']) {
      assert.equal(sdlOf(view, name), 'not published');
    }
    assert.equal(view.types.has('Stock'), false);
    assert.equal(sdlOf(view, 'Review'), 'type Review { id: ID! text: String! product: Product }');
    assert.equal(sdlOf(view, 'Status'), 'enum Status { OPEN CLOSED }');
    assert.equal(
      sdlOf(view, 'OrderFilter'),
      'input OrderFilter { status: Status = CLOSED nested: OrderFilter }',
    );
  });

  it('retains descriptions and deprecations, unless the view overrides them', () => {
    const view = viewOf(`
      extend type Product {
        "Words." description: String @strip
        title: String @deprecated(reason: "use name")
      }
    `);
    assert.match(sdlOf(view, 'Product'), /"""Words.""" description: String/);
    assert.match(sdlOf(view, 'Product'), /title: String @deprecated\(reason: "use name"\)/);
    assert.match(sdlOf(view, 'Product'), /"""Newest first.""" reviews/);
    assert.match(sdlOf(view, 'Product'), /legacy: String @deprecated\(reason: "gone soon"\)/);
    assert.match(sdlOf(view, 'Listing'), /"""Anything on a card."""/);
  });

  it('omits elements of other clients, which may be unknown to the graph', () => {
    const text = `
      extend type Mutation @only(for: ["web"])
      extend type Seo @only(for: ["web"]) { html: String @strip }
      extend type Product { seo: String @only(for: ["web"]) legacy: String @only(for: ["web", "mobile"]) }
    `;
    assert.equal(viewOf(text).schema.getMutationType(), undefined);
    assert.match(sdlOf(viewOf(text), 'Product'), /legacy/);
    const tv = viewOf('extend type Product { legacy: String @only(for: ["web", "mobile"]) }', {
      client: 'tv',
    });
    assert.doesNotMatch(sdlOf(tv, 'Product'), /legacy/);
  });

  it('has the members that a definition lists, in its order', () => {
    const view = viewOf(`
      type Product { title: String id: ID! }
      enum Status { LOST OPEN }
      union ShelfItem = Clip
      input OrderInput { sku: ID! amount: Int! }
    `);
    assert.equal(sdlOf(view, 'Product'), 'type Product implements Listing { title: String id: ID! }');
    assert.equal(sdlOf(view, 'Status'), 'enum Status { LOST OPEN }');
    assert.equal(sdlOf(view, 'ShelfItem'), 'union ShelfItem = Clip');
    assert.equal(sdlOf(view, 'OrderInput'), 'input OrderInput { sku: ID! amount: Int! = 1 }');
  });

  it('has the interfaces that a definition lists', () => {
    const schema = buildSchema(`
      type Query { a: A b: B c: C }
      interface A { x: Int } interface B { y: Int }
      type C implements A & B { x: Int y: Int }
    `);
    const view = viewOf('type C implements A { x: Int }', { schema });
    assert.equal(sdlOf(view, 'C'), 'type C implements A { x: Int }');
  });

  it('has only declared types and scalars in a closed view', () => {
    const view = viewOf(`
      extend schema @closed
      type Query { product(id: ID!): Product }
      type Product { id: ID! createdAt: DateTime! }
    `);
    assert.equal(
      sdlOfSchema(view).replace(/\s+/g, ' '),
      'type Query { product(id: ID!): Product } type Product { id: ID! createdAt: DateTime! } scalar DateTime',
    );
    assert.deepEqual([...view.types.keys()], ['Query', 'Product']);
  });

  it('ignores definitions for editors', () => {
    const view = viewOf(`
      directive @rename(to: String!) on OBJECT
      directive @cap(mode: CapMode) on FIELD_DEFINITION
      enum CapMode { ARGUMENT SLICE }
      scalar Anything
      extend type Clip @rename(to: "Video")
    `);
    assert.equal(sdlOf(view, 'CapMode'), 'not published');
    assert.match(sdlOf(view, 'Video'), /^type Video implements Listing/);
  });

  it('retains `!` if a field of the graph is redeclared without it, and may add `!` with a default', () => {
    const view = viewOf(`
      extend type Product {
        stock: Stock @cacheControl(maxAge: 5)
        related(limit: Int): [Product]
        title: String! @default(value: "?")
      }
    `);
    assert.match(sdlOf(view, 'Product'), /stock: Stock! createdAt/);
    assert.match(sdlOf(view, 'Product'), /related\(limit: Int!\): \[Product!\]!/);
    assert.match(sdlOf(view, 'Product'), /title: String! /);
  });

  it('may omit `!` for a field with @from', () => {
    const view = viewOf('extend type Product { stock: Stock @from(path: "stock") }');
    assert.match(sdlOf(view, 'Product'), /stock: Stock createdAt/);
  });
});

describe('@rename', () => {
  const view = viewOf(`
    extend type Query @rename(to: "Root") {
      orders(status: Status = OPEN @rename(to: "is"), filter: OrderFilter): [Order!]! @rename(to: "purchases")
    }
    extend type Product @rename(to: "Item")
    extend type Clip @rename(to: "Product")
    extend interface Listing @rename(to: "Card") { title: String @rename(to: "name") }
    extend union ShelfItem @rename(to: "OnShelf")
    extend enum Status @rename(to: "State") { OPEN @rename(to: "ACTIVE") CLOSED @rename(to: "DONE") }
    extend input OrderFilter @rename(to: "Only") { newest: Boolean @rename(to: "latest") }
    extend scalar DateTime @rename(to: "Instant")
  `);

  it('changes every published reference to a type, field, argument or value', () => {
    assert.equal(view.schema.getQueryType()?.name, 'Root');
    assert.match(sdlOf(view, 'Root'), /product\(id: ID!\): Item .*spotlight\(first: Int = 6\): \[Card!\]/);
    assert.match(sdlOf(view, 'Root'), /purchases\(is: State = ACTIVE, filter: Only\): \[Order!\]!/);
    assert.match(sdlOf(view, 'Item'), /^type Item implements Card \{ id: ID! name: String .*: Instant!/);
    assert.match(sdlOf(view, 'Product'), /^type Product implements Card \{ id: ID! name: String seconds/);
    assert.equal(sdlOf(view, 'OnShelf'), 'union OnShelf = Item | Product');
    assert.equal(sdlOf(view, 'Only'), 'input Only { status: State = DONE latest: Boolean nested: Only }');
    assert.equal(view.schema.getType('Listing'), undefined);
  });

  it('maps published names to names of the graph', () => {
    assert.equal(pathOf(view, 'Root', 'purchases'), 'Query.orders(status: $is, filter: $filter)');
    assert.equal(pathOf(view, 'Product', 'name'), 'Clip.title');
    assert.equal(view.types.get('Item')?.graphType, 'Product');
    assert.equal(view.publishedNames.get('Product'), 'Item');
    assert.equal(view.publishedNames.get('Clip'), 'Product');
    const [operation] = fieldOf(view, 'Order', 'status').value;
    assert.ok(operation?.op === 'enum');
    assert.deepEqual(
      [...operation.names],
      [
        ['OPEN', 'ACTIVE'],
        ['CLOSED', 'DONE'],
        ['LOST', 'LOST'],
      ],
    );
    assert.equal(operation.fallback, undefined);
  });

  it('maps input names and values to those of the graph', () => {
    assert.deepEqual([...view.inputs.keys()].sort(), ['Only', 'State']);
    const object = view.inputs.get('Only');
    assert.ok(object?.kind === 'object');
    assert.equal(object.graphType, 'OrderFilter');
    assert.deepEqual(
      [...object.fields],
      [
        ['status', { name: 'status', type: 'State' }],
        ['latest', { name: 'newest', type: 'Boolean' }],
        ['nested', { name: 'nested', type: 'Only' }],
      ],
    );
    const states = view.inputs.get('State');
    assert.ok(states?.kind === 'enum');
    assert.equal(states.names.get('ACTIVE'), 'OPEN');
  });

  it('needs no input mapping for an input object that is only renamed itself', () => {
    assert.equal(viewOf('extend input OrderInput @rename(to: "NewOrder")').inputs.size, 0);
  });

  it('needs an input mapping for an input object that contains a renamed enum value', () => {
    const nested = viewOf('extend enum Status { OPEN @rename(to: "ACTIVE") }');
    assert.deepEqual([...nested.inputs.keys()].sort(), ['OrderFilter', 'Status']);
  });
});

describe('the schema of the graph', () => {
  it('is not modified by compiling a view', () => {
    const before = printSchema(graph);
    viewOf(
      'extend type Product @rename(to: "Item") { title: String @rename(to: "name") } extend interface Listing { title: String @rename(to: "name") }',
    );
    assert.equal(printSchema(graph), before);
  });
});
