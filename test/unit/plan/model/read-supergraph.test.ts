import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'graphql';
import { readSupergraph } from '../../../../shared/plan/model/read-supergraph.ts';
import { composeGraph } from '../../../support/planned-graph.ts';
import { describeType } from './describe-model.ts';

interface Case {
  readonly name: string;
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, readonly string[]>>;
}

const cases: readonly Case[] = [
  {
    name: 'keys: several, nested, and those by which a subgraph does not resolve the type',
    subgraphs: {
      stock: `
        type Query { items: [Item] }
        type Item @key(fields: "id") @key(fields: "place { shelf } nr") @key(fields: "sku", resolvable: false) {
          id: ID! place: Place nr: Int sku: ID!
        }
        type Place { shelf: Int }
      `,
      names: 'type Item @key(fields: "id") { id: ID! name: String }',
    },
    types: {
      Item: [
        'names: key {id}, id, name',
        'stock: key {id}, key {place{shelf} nr}, key {sku} unresolvable, id, place, nr, sku',
      ],
      Place: ['stock: shelf'],
    },
  },
  {
    name: '@requires and @external, of fields and of types',
    subgraphs: {
      items: `
        type Query { items: [Item] }
        type Item @key(fields: "id") { id: ID! weight(unit: String): Int size: Size }
        type Size { x: Int }
      `,
      costs: `
        type Item @key(fields: "id") {
          id: ID!
          weight(unit: String): Int @external
          size: Size @external
          cost: Int @requires(fields: "weight(unit: \\"kg\\") size { x }")
        }
        type Size @external { x: Int }
      `,
    },
    types: {
      Item: [
        'costs: key {id}, id, weight external, size external, cost requires {weight(unit: "kg") size{x}}',
        'items: key {id}, id, weight, size',
      ],
      Size: ['costs: x external', 'items: x'],
    },
  },
  {
    name: '@provides, with fragments',
    subgraphs: {
      shop: `
        type Query { best: Item @provides(fields: "name box { ... on Carton { folds } }") items: [Item] }
        type Item @key(fields: "id") { id: ID! name: String @external box: Box @external }
        interface Box { folds: Int }
        type Carton implements Box { folds: Int @external }
      `,
      items: `
        type Item @key(fields: "id") { id: ID! name: String @shareable box: Box @shareable }
        interface Box { folds: Int }
        type Carton implements Box { folds: Int @shareable }
      `,
    },
    types: {
      Query: ['items: ', 'shop: best provides {name box{Carton.folds}}, items'],
      Item: ['items: key {id}, id, name, box', 'shop: key {id}, id, name external, box external'],
      Carton: ['items: folds', 'shop: folds external'],
    },
  },
  {
    name: '@override, at once and by labels',
    subgraphs: {
      old: `
        type Query { items: [Item] }
        type Item @key(fields: "id") { id: ID! name: String price: Int }
      `,
      young: `
        type Item @key(fields: "id") {
          id: ID! name: String @override(from: "old") price: Int @override(from: "old", label: "percent(10)")
        }
      `,
    },
    types: {
      Item: [
        'old: key {id}, id, price if percent(10) is off',
        'young: key {id}, id, name, price if percent(10) is on',
      ],
    },
  },
  {
    name: 'a field that a subgraph still has for its key after another one has overridden it: external',
    subgraphs: {
      old: `
        type Query { items: [Item] }
        type Item @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! }
      `,
      young: 'type Item @key(fields: "id") { id: ID! sku: ID! @override(from: "old") }',
    },
    types: { Item: ['old: key {id}, key {sku}, id, sku external', 'young: key {id}, id, sku'] },
  },
  {
    name: '@interfaceObject: fields of an interface in a subgraph that does not know its object types',
    subgraphs: {
      media: `
        type Query { media: [Media] }
        interface Media @key(fields: "id") { id: ID! }
        type Book implements Media @key(fields: "id") { id: ID! }
        type Film implements Media @key(fields: "id") { id: ID! }
      `,
      ratings: 'type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int }',
    },
    types: {
      Media: ['media: of Book Film, key {id}, id', 'ratings: interface object, key {id}, id, stars'],
      Book: ['media: key {id}, id'],
    },
  },
  {
    name: 'abstract types: each subgraph has its own members and implementations',
    subgraphs: {
      a: `
        type Query { found: Found @shareable node: Node @shareable }
        union Found = Book | Film
        interface Node { id: ID }
        type Book implements Node @shareable { id: ID }
        type Film implements Node @shareable { id: ID }
      `,
      b: `
        type Query { found: Found @shareable node: Node @shareable }
        union Found = Book | Song
        interface Node { id: ID }
        type Book implements Node @shareable { id: ID }
        type Song implements Node @shareable { id: ID }
        type Film @shareable { id: ID }
      `,
    },
    types: {
      Found: ['a: of Book Film', 'b: of Book Song'],
      Node: ['a: of Book Film, id', 'b: of Book Song, id'],
      Film: ['a: id', 'b: id'],
    },
  },
  {
    name: '@fromContext: an argument from an enclosing object',
    subgraphs: {
      shop: `
        type Query { user: User }
        type User @key(fields: "id") @context(name: "user") { id: ID! currency: String items: [Item] }
        type Item @key(fields: "id") {
          id: ID! price(in: String @fromContext(field: "$user { currency }")): Int
        }
      `,
    },
    types: { Item: ['shop: key {id}, id, price (in: String from User {currency})'] },
  },
];

describe('the model of a supergraph', () => {
  for (const { name, subgraphs, types } of cases)
    it(`has ${name}`, () => {
      const model = readSupergraph(composeGraph(subgraphs).supergraph);
      const found = Object.keys(types).map((type) => [type, describeType(model, type)]);
      assert.deepEqual(Object.fromEntries(found), types);
    });

  it('has the labels of progressive overrides', () => {
    const label = '@override(from: "a", label: "percent(5)")';
    const { supergraph } = composeGraph({
      a: 'type Query { x: Int y: Int }',
      b: `type Query { x: Int ${label} y: Int ${label} }`,
    });
    assert.deepEqual(readSupergraph(supergraph).overrideLabels, ['percent(5)']);
  });

  it('has the types under which objects can be selected', () => {
    const { supergraph } = composeGraph({
      a: `
        type Query { found: Found }
        union Found = Book
        interface Node { id: ID }
        interface Work implements Node { id: ID }
        type Book implements Work & Node { id: ID }
      `,
    });
    const { types } = readSupergraph(supergraph);
    assert.deepEqual([...(types.get('Book')?.conditions ?? [])].sort(), ['Book', 'Found', 'Node', 'Work']);
    assert.deepEqual([...(types.get('Work')?.objectTypes ?? [])], ['Book']);
  });

  it('refuses a field set that is no selection', () => {
    const supergraph = parse(`
      enum join__Graph { A @join__graph(name: "a", url: "") }
      type Query @join__type(graph: A, key: "id {") { id: ID }
    `);
    assert.throws(() => readSupergraph(supergraph), /Syntax Error/);
  });
});
