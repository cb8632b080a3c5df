import type { Scenario } from '../harness/scenario.ts';

const aliased = 'a client field under the name of a required one is sent in its place';
const askedWhereExternal = 'its planner asks the subgraph for the field that is @external there';

export const requiresChainScenarios: readonly Scenario[] = [
  {
    name: 'chains and circles of @requires',
    subgraphs: {
      base: {
        sdl: `
          type Query { jobs: [Job] }
          type Job @key(fields: "id") {
            id: ID! a: Int
            c: Int @external
            d: Int @requires(fields: "c")
          }
        `,
        root: {
          jobs: [
            { id: '1', a: 1 },
            { id: '2', a: 2 },
          ],
        },
        entities: {
          Job: [
            { id: '1', a: 1 },
            { id: '2', a: 2 },
          ],
        },
        resolvers: { Job: { d: ({ c }: { c: number }) => c * 10 } },
      },
      second: {
        sdl: `type Job @key(fields: "id") { id: ID! a: Int @external b: Int @requires(fields: "a") }`,
        entities: { Job: [{ id: '1' }, { id: '2' }] },
        resolvers: { Job: { b: ({ a }: { a: number }) => a + 1 } },
      },
      third: {
        sdl: `
          type Job @key(fields: "id") {
            id: ID! b: Int @external d: Int @external
            c: Int @requires(fields: "b")
            e: Int @requires(fields: "b d")
          }
        `,
        entities: { Job: [{ id: '1' }, { id: '2' }] },
        resolvers: {
          Job: {
            c: ({ b }: { b: number }) => b + 1,
            e: ({ b, d }: { b: number; d: number }) => b * 1000 + d,
          },
        },
      },
    },
    operations: [
      {
        name: 'a chain through four calls',
        query: '{ jobs { d } }',
        data: { jobs: [{ d: 30 }, { d: 40 }] },
        maxCalls: { base: 2, second: 1, third: 1 },
      },
      {
        name: 'there and back',
        knownFaults: { reference: askedWhereExternal },
        query: '{ jobs { e } }',
        data: { jobs: [{ e: 2030 }, { e: 3040 }] },
      },
      {
        name: 'there and back, asked in another order',
        knownFaults: { reference: askedWhereExternal },
        query: '{ jobs { e a: b } }',
        data: {
          jobs: [
            { e: 2030, a: 2 },
            { e: 3040, a: 3 },
          ],
        },
      },
      {
        name: 'every link by the name of another',
        knownFaults: { reference: aliased },
        query: '{ jobs { a: d b: c c: b d: a } }',
        data: {
          jobs: [
            { a: 30, b: 3, c: 2, d: 1 },
            { a: 40, b: 4, c: 3, d: 2 },
          ],
        },
      },
    ],
  },
  {
    name: 'a chain of @requires that begins in its middle',
    subgraphs: {
      base: {
        sdl: `type Job @key(fields: "id") { id: ID! a: Int }`,
        entities: {
          Job: [
            { id: '1', a: 1 },
            { id: '2', a: 2 },
          ],
        },
      },
      second: {
        sdl: `
          type Query { jobs: [Job] }
          type Job @key(fields: "id") {
            id: ID! a: Int @external
            b: Int @requires(fields: "a")
            half: Half @requires(fields: "a")
            plain: String
          }
          type Half { of: Int same: Job }
        `,
        root: {
          jobs: [
            { id: '1', plain: 'one' },
            { id: '2', plain: 'two' },
          ],
        },
        entities: {
          Job: [
            { id: '1', plain: 'one' },
            { id: '2', plain: 'two' },
          ],
        },
        resolvers: {
          Job: {
            b: ({ a }: { a?: number }) => (a === undefined ? -1 : a + 1),
            half: ({ id, a = -1 }: { id: string; a?: number }) => ({
              of: a * 5,
              same: { id, plain: id === '1' ? 'one' : 'two' },
            }),
          },
        },
      },
      third: {
        sdl: `
          type Job @key(fields: "id") {
            id: ID! b: Int @external half: Half @external
            c: Int @requires(fields: "b")
            whole: Int @requires(fields: "half { of }")
          }
          type Half @external { of: Int }
        `,
        entities: { Job: [{ id: '1' }, { id: '2' }] },
        resolvers: {
          Job: {
            c: ({ b }: { b: number }) => b * 10,
            whole: ({ half }: { half: { of: number } }) => half.of * 2,
          },
        },
      },
    },
    operations: [
      {
        name: 'what the middle requires is fetched before',
        knownFaults: { reference: askedWhereExternal },
        query: '{ jobs { c } }',
        data: { jobs: [{ c: 20 }, { c: 30 }] },
        maxCalls: { base: 1, second: 2, third: 1 },
      },
      {
        name: 'both links, with what needs nothing',
        knownFaults: { reference: askedWhereExternal },
        query: '{ jobs { b c plain } }',
        data: {
          jobs: [
            { b: 2, c: 20, plain: 'one' },
            { b: 3, c: 30, plain: 'two' },
          ],
        },
        maxCalls: { base: 1, second: 2, third: 1 },
      },
      {
        name: 'a link that is an object',
        knownFaults: { reference: askedWhereExternal },
        query: '{ jobs { whole c } }',
        data: {
          jobs: [
            { whole: 10, c: 20 },
            { whole: 20, c: 30 },
          ],
        },
        maxCalls: { base: 1, second: 2, third: 1 },
      },
      {
        name: 'from the object of a link on to other subgraphs',
        knownFaults: { reference: askedWhereExternal },
        query: '{ jobs { half { of same { plain a c } } } }',
        data: {
          jobs: [
            { half: { of: 5, same: { plain: 'one', a: 1, c: 20 } } },
            { half: { of: 10, same: { plain: 'two', a: 2, c: 30 } } },
          ],
        },
      },
    ],
  },
];
