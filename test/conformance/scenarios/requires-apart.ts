import type { Scenario, ScenarioSubgraph } from '../harness/scenario.ts';

const shop: ScenarioSubgraph = {
  sdl: `
    type Query { items: [Item!]! }
    type Item @key(fields: "id") { id: ID! size(in: String = "cm"): Int parts: [Part] }
    type Part @key(fields: "id") { id: ID! }
  `,
  root: { items: [{ id: '1', parts: [null] }] },
  resolvers: { Item: { size: (_: unknown, { in: unit }: { in: string }) => (unit === 'cm' ? 10 : 4) } },
};

const offers: ScenarioSubgraph = {
  sdl: 'type Part @key(fields: "id") { id: ID! offer: Int }',
  entities: { Part: [{ id: 'p', offer: 1 }] },
};

const boxes: ScenarioSubgraph = {
  sdl: `
    type Item @key(fields: "id") {
      id: ID! size(in: String = "cm"): Int @external parts: [Part] @external
      inch: Int @requires(fields: "size(in: \\"inch\\") parts { offer }")
      cm: Int @requires(fields: "size")
    }
    type Part @key(fields: "id") { id: ID! offer: Int @external }
  `,
  entities: { Item: [{ id: '1' }] },
  resolvers: {
    Item: { inch: ({ size }: { size: number }) => size, cm: ({ size }: { size: number }) => size },
  },
};

export const requiresApartScenarios: readonly Scenario[] = [
  {
    name: '@requires of one field with different arguments, of which one waits for another subgraph',
    subgraphs: { shop, offers, boxes },
    operations: [
      {
        name: 'each receives its own',
        query: '{ items { inch cm } }',
        data: { items: [{ inch: 4, cm: 10 }] },
        knownFaults: { reference: 'its planner takes the two for the same field' },
      },
    ],
  },
];
