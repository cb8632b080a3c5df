import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Supergraph } from '@apollo/federation-internals';
import {
  type DocumentNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  parse,
  specifiedRules,
  validate,
  validateSchema,
} from 'graphql';
import { implementedFeatures } from '../../../shared/core/graphql/supergraph-features.ts';
import { buildApiSchema } from '../../../shared/supergraph/build-schemas.ts';
import { relaxNullability } from '../../../shared/supergraph/relax/relax-nullability.ts';
import { withoutConnectors } from '../../../shared/supergraph/without-connectors.ts';
import { projectRoot } from '../../architecture/project-root.ts';
import { composeSubgraphs } from '../../conformance/harness/compose.ts';
import { allScenarios } from '../../conformance/scenarios/all-scenarios.ts';

function composed(subgraphs: Readonly<Record<string, string>>): DocumentNode {
  return parse(
    composeSubgraphs(Object.fromEntries(Object.entries(subgraphs).map(([name, sdl]) => [name, { sdl }]))),
  );
}

/** Returns the types of these coordinates in the client schema. */
function typesOf(supergraph: DocumentNode, coordinates: readonly string[]): string[] {
  const schema = buildApiSchema(withoutConnectors(relaxNullability(supergraph)));
  return coordinates.map((coordinate) => {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const type = schema.getType(typeName);
    assert.ok(isObjectType(type) || isInterfaceType(type), typeName);
    return `${fieldName}: ${type.getFields()[fieldName]?.type}`;
  });
}

describe('relaxNullability', () => {
  it('makes a field nullable if another upstream than that of its object resolves it', () => {
    const supergraph = composed({
      shop: 'type Query { all: [Item!]! } type Item @key(fields: "id") { id: ID! name: String! }',
      stock:
        'type Item @key(fields: "id") { id: ID! left: Int! places: [Place!]! } type Place { city: String! }',
    });
    assert.deepEqual(typesOf(supergraph, ['Query.all', 'Item.id', 'Item.name', 'Item.left', 'Item.places']), [
      'all: [Item!]',
      'id: ID!',
      'name: String!',
      'left: Int',
      'places: [Place!]',
    ]);
    assert.deepEqual(typesOf(supergraph, ['Place.city']), ['city: String!']);
  });

  it('considers the subgraphs that return an object, not those that only contribute fields to it', () => {
    const shop = 'type Query { all: [Item] } type Item @key(fields: "no") { no: ID! name: String! }';
    const stock = 'type Item @key(fields: "no") { no: ID! left: Int';
    assert.deepEqual(typesOf(composed({ shop, stock: `${stock} }` }), ['Item.name']), ['name: String!']);
    const returnedByBoth = composed({ shop, stock: `${stock} instead: Item }` });
    assert.deepEqual(typesOf(returnedByBoth, ['Item.name', 'Item.no']), ['name: String', 'no: ID!']);
  });

  it('does not modify keys, but makes fields nullable that return objects without one of the keys', () => {
    const supergraph = composed({
      shop: 'type Query { all: [Item!]! } type Item @key(fields: "id") @key(fields: "no") { id: ID! no: ID! name: String! }',
      orders: `type Query { order: Order! } type Order { lines: [Line!]! others: [Item]! } type Line { item: Item! text: String! }
               type Item @key(fields: "no", resolvable: false) { no: ID! }`,
    });
    assert.deepEqual(
      typesOf(supergraph, [
        'Item.id',
        'Item.no',
        'Item.name',
        'Line.item',
        'Line.text',
        'Order.lines',
        'Order.others',
      ]),
      [
        'id: ID!',
        'no: ID!',
        'name: String',
        'item: Item',
        'text: String!',
        'lines: [Line!]!',
        'others: [Item]!',
      ],
    );
  });

  it('considers the possible objects of interfaces, unions and @interfaceObject', () => {
    const thing = 'type Thing @key(fields: "id") { id: ID! name: String! }';
    const stub = 'type Thing @key(fields: "id", resolvable: false)';
    const name = ['Thing.name'];
    assert.deepEqual(
      typesOf(
        composed({
          a: `type Query { a: Thing } ${thing}`,
          b: `type Query { b: Any } union Any = Thing | Other ${stub} { id: ID! } type Other { x: Int }`,
        }),
        name,
      ),
      ['name: String'],
    );
    assert.deepEqual(
      typesOf(
        composed({
          a: `type Query { a: Thing } ${thing}`,
          b: 'type Query { b: Any } interface Any { id: ID! } type Thing implements Any @key(fields: "id", resolvable: false) { id: ID! }',
        }),
        name,
      ),
      ['name: String'],
    );
    const account = 'interface Account @key(fields: "id") { id: ID! login: String! }';
    const interfaceObject = composed({
      a: `type Query { a: Account } ${account} type Admin implements Account @key(fields: "id") { id: ID! login: String! level: Int! }`,
      b: 'type Query { b: Account } type Account @key(fields: "id") @interfaceObject { id: ID! visits: Int! }',
    });
    assert.deepEqual(
      typesOf(interfaceObject, ['Admin.id', 'Admin.login', 'Admin.level', 'Admin.visits', 'Account.visits']),
      ['id: ID!', 'login: String', 'level: Int', 'visits: Int', 'visits: Int'],
    );
  });

  it('makes matching fields nullable: implemented ones, and those of other implementations', () => {
    const supergraph = composed({
      a: `type Query { a: Named } interface Named { name: String! } interface Titled implements Named { name: String! }
          type Item implements Titled & Named @key(fields: "id") { id: ID! name: String! }
          type Other implements Titled & Named { name: String! }`,
      b: 'type Query { b: Item } type Item @key(fields: "id", resolvable: false) { id: ID! }',
    });
    assert.deepEqual(typesOf(supergraph, ['Item.name', 'Titled.name', 'Named.name', 'Other.name']), [
      'name: String',
      'name: String',
      'name: String',
      'name: String',
    ]);
  });

  it('ignores the fields of @requires, but considers those of @provides', () => {
    const price =
      'type Item @key(fields: "id") { id: ID! price: Price! } type Price { amount: Int! list: Int! }';
    const external = 'type Item @key(fields: "id") { id: ID! price: Price! @external';
    const requires = composed({
      a: `type Query { a: Item } ${price}`,
      b: `${external} delivery: Int @requires(fields: "price { amount }") } type Price { amount: Int! @external }`,
    });
    assert.deepEqual(typesOf(requires, ['Price.amount', 'Price.list']), ['amount: Int!', 'list: Int!']);
    const provides = composed({
      a: `type Query { a: Item } ${price.replace('amount: Int!', 'amount: Int! @shareable').replace('Price!', 'Price! @shareable')}`,
      b: `type Query { b: Item @provides(fields: "price { amount }") } ${external} } type Price { amount: Int! @external }`,
    });
    assert.deepEqual(typesOf(provides, ['Price.list']), ['list: Int']);
  });

  it('makes fields with their own connector nullable, but not those of mutations', () => {
    const supergraph = composed({
      a: `extend schema
            @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])
            @link(url: "https://specs.apollo.dev/connect/v0.3", import: ["@connect", "@source"])
            @source(name: "s", http: { baseURL: "http://127.0.0.1:1" })
          type Query { item(id: ID!): Item! @connect(source: "s", http: { GET: "/{$args.id}" }, selection: "id name", entity: true) }
          type Mutation { add: Item! @connect(source: "s", http: { POST: "/" }, selection: "id name") }
          type Item { id: ID! name: String! more: More! @connect(source: "s", http: { GET: "/{$this.id}/more" }, selection: "text") }
          type More { text: String! }`,
    });
    assert.deepEqual(
      typesOf(supergraph, ['Query.item', 'Item.name', 'Item.more', 'More.text', 'Mutation.add']),
      ['item: Item', 'name: String!', 'more: More', 'text: String!', 'add: Item!'],
    );
  });
});

/** Returns the schemas of all subgraphs, of any version of Federation. */
function subgraphSchemas(supergraph: DocumentNode): GraphQLSchema[] {
  const read = Supergraph.build(supergraph, { supportedFeatures: new Set(implementedFeatures) });
  return [...read.subgraphs()].map(({ schema }) => schema.toGraphQLJSSchema());
}

describe('relaxed nullability of any graph', () => {
  const harbour = parse(readFileSync(join(projectRoot, 'schemas/supergraph.graphql'), 'utf8'));
  const graphs: [string, DocumentNode, readonly string[]][] = [
    ['Harbour', harbour, []],
    ...allScenarios.map(({ name, subgraphs, supergraph, operations }): [string, DocumentNode, string[]] => [
      name,
      parse(supergraph ?? composeSubgraphs(subgraphs)),
      operations.map(({ query }) => query),
    ]),
  ];

  for (const [name, supergraph, queries] of graphs) {
    it(`${name}: the relaxed schemas are valid, and accept every operation that was valid before`, () => {
      const strict = buildApiSchema(withoutConnectors(supergraph));
      const relaxed = buildApiSchema(withoutConnectors(relaxNullability(supergraph)));
      assert.deepEqual(validateSchema(relaxed), []);
      for (const schema of subgraphSchemas(relaxNullability(supergraph)))
        assert.deepEqual(validateSchema(schema), []);
      for (const query of queries) {
        const document = parse(query);
        if (validate(strict, document, specifiedRules).length > 0) continue;
        assert.deepEqual(validate(relaxed, document, specifiedRules), [], query);
      }
    });
  }
});
