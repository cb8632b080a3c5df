import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DataObject } from '../../../../shared/core/json/data-object.ts';
import { composeGraph, planOperation } from '../../../support/planned-graph.ts';

interface Case {
  readonly name: string;
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly operation: string;
  /** The subgraph that receives the representations. */
  readonly to: string;
  /** Object in merged data → its representation; undefined if it lacks required data. */
  readonly rows: readonly (readonly [DataObject, object | undefined])[];
}

const cases: readonly Case[] = [
  {
    name: 'has the key and nothing else',
    subgraphs: {
      items: 'type Query { item: Item } type Item @key(fields: "id") { id: ID! size: Int }',
      names: 'type Item @key(fields: "id") { id: ID! name: String }',
    },
    operation: '{ item { size name } }',
    to: 'names',
    rows: [
      [
        { __typename: 'Item', id: '1', size: 2 },
        { __typename: 'Item', id: '1' },
      ],
      [{ __typename: 'Item', size: 2 }, undefined],
    ],
  },
  {
    name: 'has only the selected part of a nested key',
    subgraphs: {
      shops: `
        type Query { shop: Shop }
        type Shop @key(fields: "places { id }") { places: [Place] }
        type Place { id: ID @shareable city: String }
      `,
      hours: `
        type Shop @key(fields: "places { id }") { places: [Place] opens: Int }
        type Place { id: ID @shareable }
      `,
    },
    operation: '{ shop { opens places { city } } }',
    to: 'hours',
    rows: [
      [
        { __typename: 'Shop', places: [{ id: '1', city: 'Bonn' }, null] },
        { __typename: 'Shop', places: [{ id: '1' }, null] },
      ],
    ],
  },
  {
    name: 'has the first of several keys that the object has',
    subgraphs: {
      items: `
        type Query { item: Item }
        type Item @key(fields: "id") @key(fields: "sku") { id: ID sku: ID }
      `,
      names: 'type Item @key(fields: "id") @key(fields: "sku") { id: ID sku: ID name: String }',
    },
    operation: '{ item { name } }',
    to: 'names',
    rows: [
      [
        { __typename: 'Item', id: '1', sku: null },
        { __typename: 'Item', id: '1' },
      ],
      [
        { __typename: 'Item', id: null, sku: 's' },
        { __typename: 'Item', sku: 's' },
      ],
    ],
  },
  {
    name: 'has required fields by their names in the subgraph',
    subgraphs: {
      items: `
        type Query { item: Item }
        type Item @key(fields: "id") { id: ID! weight(unit: String): Int }
      `,
      costs: `
        type Item @key(fields: "id") {
          id: ID! weight(unit: String): Int @external cost: Int @requires(fields: "weight(unit: \\"kg\\")")
        }
      `,
    },
    operation: '{ item { weight cost } }',
    to: 'costs',
    rows: [
      [
        { __typename: 'Item', id: '1', weight: 1000, weight_1: 1 },
        { __typename: 'Item', id: '1', weight: 1 },
      ],
      [
        { __typename: 'Item', id: '1', weight_1: null },
        { __typename: 'Item', id: '1', weight: null },
      ],
      [{ __typename: 'Item', id: '1', weight: 1000 }, undefined],
    ],
  },
  {
    name: 'has the name of the interface for an @interfaceObject',
    subgraphs: {
      media: `
        type Query { media: Media }
        interface Media @key(fields: "id") { id: ID! }
        type Book implements Media @key(fields: "id") { id: ID! }
      `,
      ratings: 'type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int }',
    },
    operation: '{ media { stars } }',
    to: 'ratings',
    rows: [
      [
        { __typename: 'Book', id: '1' },
        { __typename: 'Media', id: '1' },
      ],
    ],
  },
];

describe('a representation', () => {
  for (const { name, subgraphs, operation, to, rows } of cases)
    it(name, async () => {
      const { plan } = await planOperation(composeGraph(subgraphs), operation);
      const entities = plan.fetches.find(({ subgraph }) => subgraph === to)?.entities;
      assert.ok(entities);
      assert.deepEqual(
        rows.map(([object]) => entities.group([object]).representations.map((text) => JSON.parse(text))),
        rows.map(([, representation]) => (representation === undefined ? [] : [representation])),
      );
    });
});
