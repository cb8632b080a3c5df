import type { Scenario, ScenarioSubgraph } from '../harness/scenario.ts';

const rates: Readonly<Record<string, number>> = { EUR: 2, USD: 1, JPY: 100 };

interface Priced {
  readonly base: number;
}

const shopItems = [
  { id: '1', base: 5, weight: 3 },
  { id: '2', base: 7, weight: 4 },
];

const shop: ScenarioSubgraph = {
  sdl: `
    type Query { items: [Item!]! item(id: ID!): Item }
    type Item @key(fields: "id") {
      id: ID! weight: Int name: String
      price(currency: String! = "USD"): Int
      related(first: Int!): [Item!]
      box: Box
      parcel: Parcel
    }
    type Box { volume(unit: String): Int price(currency: String!): Int }
    type Parcel @key(fields: "id") { id: ID! price(currency: String! = "USD"): Int }
  `,
  root: { items: shopItems, item: ({ id }: { id: string }) => shopItems.find((item) => item.id === id) },
  entities: {
    Item: shopItems,
    Parcel: [
      { id: 'p1', base: 11 },
      { id: 'p2', base: 13 },
    ],
  },
  resolvers: {
    Item: {
      name: ({ id }: { id: string }) => `item ${id}`,
      price: ({ base }: Priced, { currency }: { currency: string }) => base * (rates[currency] ?? 0),
      related: (_: unknown, { first }: { first: number }) => shopItems.slice(0, first),
      box: ({ base }: Priced) => ({ base }),
      parcel: ({ id }: { id: string }) => ({ id: `p${id}`, base: id === '1' ? 11 : 13 }),
    },
    Parcel: {
      price: ({ base }: Priced, { currency }: { currency: string }) => base * (rates[currency] ?? 0),
    },
    Box: {
      volume: ({ base }: Priced, { unit }: { unit?: string }) => base * (unit === 'ml' ? 1000 : 1),
      price: ({ base }: Priced, { currency }: { currency: string }) => base * 10 * (rates[currency] ?? 0),
    },
  },
};

const delivery: ScenarioSubgraph = {
  sdl: `
    type Item @key(fields: "id") {
      id: ID!
      weight: Int @external
      price(currency: String! = "USD"): Int @external
      related(first: Int!): [Item!] @external
      box: Box @external
      toll: Int @requires(fields: "price(currency: \\"EUR\\") weight")
      tollYen: Int @requires(fields: "price(currency: \\"JPY\\")")
      tollHome: Int @requires(fields: "price")
      twins: String @requires(fields: "related(first: 2) { id weight }")
      boxed: Int @requires(fields: "box { volume(unit: \\"ml\\") price(currency: \\"EUR\\") }")
    }
    type Box @external { volume(unit: String): Int price(currency: String!): Int }
    type Parcel @key(fields: "id") {
      id: ID!
      price(currency: String! = "USD"): Int @external
      toll: Int @requires(fields: "price(currency: \\"JPY\\")")
    }
  `,
  entities: { Item: [{ id: '1' }, { id: '2' }], Parcel: [{ id: 'p1' }, { id: 'p2' }] },
  resolvers: {
    Item: {
      toll: ({ price, weight }: { price: number; weight: number }) => price * 1000 + weight,
      tollYen: ({ price }: { price: number }) => price + 1,
      tollHome: ({ price }: { price: number }) => price + 2,
      twins: ({ related }: { related: unknown }) => JSON.stringify(related),
      boxed: ({ box }: { box: { volume: number; price: number } }) => box.volume + box.price,
    },
    Parcel: { toll: ({ price }: { price: number }) => price + 3 },
  },
};

const reference = 'its planner takes fields with one response key and different arguments for the same field';

export const requiresArgumentScenarios: readonly Scenario[] = [
  {
    name: '@requires with arguments',
    subgraphs: { shop, delivery },
    operations: [
      {
        name: 'alone',
        query: '{ items { toll } }',
        data: { items: [{ toll: 10003 }, { toll: 14004 }] },
      },
      {
        name: 'the default of an argument counts',
        query: '{ items { tollHome } }',
        data: { items: [{ tollHome: 7 }, { tollHome: 9 }] },
      },
      {
        name: 'the client uses the same argument',
        query: '{ items { toll price(currency: "EUR") } }',
        data: {
          items: [
            { toll: 10003, price: 10 },
            { toll: 14004, price: 14 },
          ],
        },
      },
      {
        name: 'the client uses another literal',
        knownFaults: { reference },
        query: '{ items { price(currency: "JPY") toll } }',
        data: {
          items: [
            { price: 500, toll: 10003 },
            { price: 700, toll: 14004 },
          ],
        },
      },
      {
        name: 'the client uses a variable',
        knownFaults: { reference },
        query: 'query ($in: String!) { items { toll price(currency: $in) } }',
        variables: { in: 'USD' },
        data: {
          items: [
            { toll: 10003, price: 5 },
            { toll: 14004, price: 7 },
          ],
        },
      },
      {
        name: 'the client uses a variable that has a default',
        knownFaults: { reference },
        query: 'query ($in: String! = "JPY") { items { toll price(currency: $in) } }',
        data: {
          items: [
            { toll: 10003, price: 500 },
            { toll: 14004, price: 700 },
          ],
        },
      },
      {
        name: 'the client selects it in two fragments',
        knownFaults: { reference },
        query: `
          query ($in: String!) { items { toll ...A ... on Item { ...B } } }
          fragment A on Item { price(currency: $in) }
          fragment B on Item { price(currency: $in) id }
        `,
        variables: { in: 'USD' },
        data: {
          items: [
            { toll: 10003, price: 5, id: '1' },
            { toll: 14004, price: 7, id: '2' },
          ],
        },
      },
      {
        name: 'the client uses aliases, one of which is the name of the field',
        knownFaults: { reference },
        query: '{ items { price: weight usd: price(currency: "USD") eur: price(currency: "EUR") toll } }',
        data: {
          items: [
            { price: 3, usd: 5, eur: 10, toll: 10003 },
            { price: 4, usd: 7, eur: 14, toll: 14004 },
          ],
        },
      },
      {
        name: 'two @requires of one field with different arguments',
        knownFaults: { reference },
        query: '{ items { toll tollYen tollHome } }',
        data: {
          items: [
            { toll: 10003, tollYen: 501, tollHome: 7 },
            { toll: 14004, tollYen: 701, tollHome: 9 },
          ],
        },
      },
      {
        name: 'two conflicting @requires and a client with a third argument',
        knownFaults: { reference },
        query: 'query ($in: String!) { item(id: "2") { price(currency: $in) toll tollYen } }',
        variables: { in: 'USD' },
        data: { item: { price: 7, toll: 14004, tollYen: 701 } },
      },
      {
        name: 'objects of different types require the field with different arguments',
        knownFaults: { reference },
        query: '{ items { toll parcel { toll price } } }',
        data: {
          items: [
            { toll: 10003, parcel: { toll: 1103, price: 11 } },
            { toll: 14004, parcel: { toll: 1303, price: 13 } },
          ],
        },
      },
      {
        name: 'lists that the client selects shorter',
        knownFaults: { reference },
        query: '{ items { related(first: 1) { name } twins } }',
        data: {
          items: [
            { related: [{ name: 'item 1' }], twins: '[{"id":"1","weight":3},{"id":"2","weight":4}]' },
            { related: [{ name: 'item 1' }], twins: '[{"id":"1","weight":3},{"id":"2","weight":4}]' },
          ],
        },
      },
      {
        name: 'lists that the client selects longer',
        query: 'query ($n: Int!) { item(id: "1") { twins related(first: $n) { toll } } }',
        variables: { n: 2 },
        data: {
          item: {
            twins: '[{"id":"1","weight":3},{"id":"2","weight":4}]',
            related: [{ toll: 10003 }, { toll: 14004 }],
          },
        },
      },
      {
        name: 'arguments deep inside the requirement',
        knownFaults: { reference },
        query: '{ items { box { volume price(currency: "USD") } boxed } }',
        data: {
          items: [
            { box: { volume: 5, price: 50 }, boxed: 5100 },
            { box: { volume: 7, price: 70 }, boxed: 7140 },
          ],
        },
      },
      {
        name: 'the client skips its own field',
        knownFaults: { reference },
        query: 'query ($no: Boolean!) { items { price(currency: "JPY") @skip(if: $no) toll } }',
        variables: { no: true },
        data: { items: [{ toll: 10003 }, { toll: 14004 }] },
      },
    ],
  },
];
