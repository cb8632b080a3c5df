import type { Scenario } from '../harness/scenario.ts';

const legsOf = { t1: [{ id: 'a' }, { id: 'b' }], t2: [{ id: 'c' }, { id: 'a' }] };
const named = [
  { id: 't1', name: 'one', best: { id: 'c' } },
  { id: 't2', name: 'two', best: { id: 'a' } },
];

/** Arguments from an enclosing object whose value another subgraph resolves: the fetch waits for the value. */
export const contextValueScenarios: readonly Scenario[] = [
  {
    name: 'a context value that another subgraph resolves, by a second key and a requirement',
    refusedBy: { reference: 'does not know the context specification' },
    subgraphs: {
      trips: {
        sdl: `
          type Query { trips: [Trip!]! }
          type Trip @key(fields: "id") { id: ID! name: String best: Leg }
          type Leg @key(fields: "id", resolvable: false) { id: ID! }
        `,
        root: { trips: named },
        entities: { Trip: named },
      },
      codes: {
        sdl: `
          type Trip @key(fields: "id") {
            id: ID! code: ID! @shareable name: String @external sign: String @requires(fields: "name")
          }
        `,
        entities: {
          Trip: [
            { id: 't1', code: 'x' },
            { id: 't2', code: 'y' },
          ],
        },
        resolvers: { Trip: { sign: ({ name }: { name?: string }) => `${name}!` } },
      },
      units: {
        sdl: 'type Trip @key(fields: "code") { code: ID! unit: String }',
        entities: {
          Trip: [
            { code: 'x', unit: 'km' },
            { code: 'y', unit: 'mi' },
          ],
        },
      },
      legs: {
        sdl: `
          type Trip @key(fields: "id") @context(name: "trip") {
            id: ID! unit: String @external sign: String @external legs: [Leg!]!
          }
          type Leg @key(fields: "id") {
            id: ID!
            cost(unit: String @fromContext(field: "$trip { unit }")): String
            label(sign: String @fromContext(field: "$trip { sign }")): String
          }
        `,
        entities: {
          Trip: [
            { id: 't1', legs: legsOf.t1 },
            { id: 't2', legs: legsOf.t2 },
          ],
          Leg: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
        },
        resolvers: {
          Leg: {
            cost: ({ id }: { id: string }, { unit }: { unit?: string }) => `${id} ${unit}`,
            label: ({ id }: { id: string }, { sign }: { sign?: string }) => `${id} ${sign}`,
          },
        },
      },
    },
    operations: [
      {
        name: 'the context is of the requested object',
        query: '{ trips { legs { cost } } }',
        data: {
          trips: [
            { legs: [{ cost: 'a km' }, { cost: 'b km' }] },
            { legs: [{ cost: 'c mi' }, { cost: 'a mi' }] },
          ],
        },
      },
      {
        name: 'the context is of an enclosing object',
        query: '{ trips { best { cost } } }',
        data: { trips: [{ best: { cost: 'c km' } }, { best: { cost: 'a mi' } }] },
      },
      {
        name: 'the context value has a requirement itself',
        query: '{ trips { best { text: label } legs { id label } } }',
        data: {
          trips: [
            {
              best: { text: 'c one!' },
              legs: [
                { id: 'a', label: 'a one!' },
                { id: 'b', label: 'b one!' },
              ],
            },
            {
              best: { text: 'a two!' },
              legs: [
                { id: 'c', label: 'c two!' },
                { id: 'a', label: 'a two!' },
              ],
            },
          ],
        },
      },
      {
        name: 'the client selects the context value under a condition that is false',
        query: 'query ($no: Boolean!) { trips { unit @include(if: $no) best { cost } } }',
        variables: { no: false },
        data: { trips: [{ best: { cost: 'c km' } }, { best: { cost: 'a mi' } }] },
      },
    ],
  },
];
