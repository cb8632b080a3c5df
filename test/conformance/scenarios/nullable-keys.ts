import type { Scenario } from '../harness/scenario.ts';

export const nullableKeyScenarios: readonly Scenario[] = [
  {
    name: 'an entity with several keys',
    subgraphs: {
      catalog: {
        sdl: `
          type Query { items: [Item] }
          type Item @key(fields: "id") @key(fields: "sku") { id: ID sku: ID name: String }
        `,
        root: {
          items: [
            { id: '1', sku: 's1', name: 'lamp' },
            { id: null, sku: 's2', name: 'sofa' },
            { id: '3', sku: null, name: 'rug' },
            { id: null, sku: null, name: 'ghost' },
          ],
        },
      },
      prices: {
        sdl: `type Item @key(fields: "id") @key(fields: "sku") { id: ID sku: ID price: Int }`,
        entities: {
          Item: [
            { id: '1', sku: 's1', price: 10 },
            { id: '2', sku: 's2', price: 20 },
            { id: '3', sku: 's3', price: 30 },
          ],
        },
      },
      ratings: {
        sdl: `type Item @key(fields: "sku") { sku: ID stars: Int }`,
        entities: {
          Item: [
            { sku: 's1', stars: 1 },
            { sku: 's2', stars: 2 },
            { sku: 's3', stars: 3 },
          ],
        },
      },
    },
    operations: [
      {
        name: 'the second key is used if the first is null',
        query: '{ items { name price } }',
        data: {
          items: [
            { name: 'lamp', price: 10 },
            { name: 'sofa', price: 20 },
            { name: 'rug', price: 30 },
            { name: 'ghost', price: null },
          ],
        },
        maxCalls: { catalog: 1, prices: 1 },
        knownFaults: { reference: 'only the key that was planned is sent, null or not' },
      },
      {
        name: 'the second key is used if it is selected under a condition that is false',
        query: 'query ($more: Boolean!) { items { price } items @include(if: $more) { sku } }',
        variables: { more: false },
        data: { items: [{ price: 10 }, { price: 20 }, { price: 30 }, { price: null }] },
        maxCalls: { catalog: 1, prices: 1 },
        knownFaults: { reference: 'only the key that was planned is sent, null or not' },
      },
      {
        name: 'the second key is used if it is itself under a condition that is false',
        query: 'query ($more: Boolean!) { items { price sku @include(if: $more) } }',
        variables: { more: false },
        data: { items: [{ price: 10 }, { price: 20 }, { price: 30 }, { price: null }] },
        maxCalls: { catalog: 1, prices: 1 },
        knownFaults: { reference: 'only the key that was planned is sent, null or not' },
      },
      {
        name: 'a missing key is fetched where the other key is known',
        query: '{ items { name stars } }',
        data: {
          items: [
            { name: 'lamp', stars: 1 },
            { name: 'sofa', stars: 2 },
            { name: 'rug', stars: 3 },
            { name: 'ghost', stars: null },
          ],
        },
        maxCalls: { catalog: 1, prices: 1, ratings: 2 },
        knownFaults: { reference: 'only the key that was planned is sent, null or not' },
      },
    ],
  },
  {
    name: 'nullable keys, among other types and in objects',
    subgraphs: {
      feed: {
        sdl: `
          type Query { feed: [Entry] part: Part }
          union Entry = Note | Part
          type Note { text: String name: Int! code: String }
          type Part @key(fields: "id") @key(fields: "code { maker serial }") @key(fields: "name") {
            id: ID code: Code name: String
          }
          type Code { maker: ID serial: ID }
        `,
        root: {
          feed: [
            { __typename: 'Part', id: 'p1', code: null, name: null },
            { __typename: 'Note', text: 'a note', name: 7, code: 'n' },
            { __typename: 'Part', id: null, code: { maker: 'm', serial: '2' }, name: null },
            { __typename: 'Part', id: null, code: { maker: 'm', serial: null }, name: 'three' },
          ],
          part: { id: null, code: null, name: 'three' },
        },
      },
      stock: {
        sdl: `
          type Part @key(fields: "id") @key(fields: "code { maker serial }") { id: ID code: Code left: Int }
          type Code { maker: ID serial: ID }
        `,
        entities: {
          Part: [
            { id: 'p1', code: { maker: 'm', serial: '1' }, left: 1 },
            { id: 'p2', code: { maker: 'm', serial: '2' }, left: 2 },
            { id: 'p3', code: { maker: 'm', serial: '3' }, left: 3 },
          ],
        },
      },
      names: {
        sdl: `type Part @key(fields: "name") { name: String id: ID @shareable }`,
        entities: { Part: [{ name: 'three', id: 'p3' }] },
      },
      dead: {
        sdl: `type Part @key(fields: "name") @key(fields: "serial") { name: String serial: ID }`,
        fails: 'SUBGRAPH_UNAVAILABLE',
      },
      last: {
        sdl: `type Part @key(fields: "serial") { serial: ID age: Int }`,
      },
    },
    operations: [
      {
        name: 'each is fetched by the key that it has',
        query: '{ feed { ... on Note { text } ... on Part { left } } }',
        data: { feed: [{ left: 1 }, { text: 'a note' }, { left: 2 }, { left: 3 }] },
        maxCalls: { feed: 1, stock: 2, names: 1, dead: 0 },
        knownFaults: { reference: 'only the key that was planned is sent, null or not' },
      },
      {
        name: 'a key whose name is a field of another type',
        query: '{ feed { ... on Note { name } ... on Part { left } } }',
        data: { feed: [{ left: 1 }, { name: 7 }, { left: 2 }, { left: 3 }] },
        maxCalls: { feed: 1, stock: 2, names: 1, dead: 0 },
        knownFaults: { reference: 'only the key that was planned is sent, null or not' },
      },
      {
        name: 'a key that the client selects in part',
        query: '{ feed { ... on Part { code { maker } left } } }',
        data: {
          feed: [
            { code: null, left: 1 },
            {},
            { code: { maker: 'm' }, left: 2 },
            { code: { maker: 'm' }, left: 3 },
          ],
        },
        maxCalls: { feed: 1, stock: 2, names: 1, dead: 0 },
        knownFaults: { reference: 'only the key that was planned is sent, null or not' },
      },
      {
        name: 'a fetched key does not replace the null of its own subgraph',
        query: '{ part { id left } }',
        data: { part: { id: null, left: 3 } },
        maxCalls: { feed: 1, stock: 1, names: 1 },
        knownFaults: { reference: 'only the key that was planned is sent, null or not' },
      },
      {
        name: 'a key that cannot be fetched is an error where its fields are missing',
        query: '{ part { age } }',
        data: { part: { age: null } },
        errors: [{ path: ['part'], code: 'SUBGRAPH_UNAVAILABLE' }],
        knownFaults: { reference: 'reports the name of the unselected key' },
      },
    ],
  },
];
