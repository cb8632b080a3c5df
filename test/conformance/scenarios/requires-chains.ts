import type { Scenario } from '../harness/scenario.ts';

const aliased = 'a client field under the name of a required one is sent in its place';
const fetchedWhereExternal = 'its planner fetches the field from the subgraph in which it is @external';

const lot = { id: '1', place: { row: 7 }, state: 'OLD', side: { __typename: 'Right', at: 2, stamp: [1] } };

export const requiresChainScenarios: readonly Scenario[] = [
  {
    name: 'chains and cycles of @requires',
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
        name: 'a chain over four calls',
        query: '{ jobs { d } }',
        data: { jobs: [{ d: 30 }, { d: 40 }] },
        maxCalls: { base: 2, second: 1, third: 1 },
      },
      {
        name: 'forth and back',
        knownFaults: { reference: fetchedWhereExternal },
        query: '{ jobs { e } }',
        data: { jobs: [{ e: 2030 }, { e: 3040 }] },
      },
      {
        name: 'forth and back, selected in another order',
        knownFaults: { reference: fetchedWhereExternal },
        query: '{ jobs { e a: b } }',
        data: {
          jobs: [
            { e: 2030, a: 2 },
            { e: 3040, a: 3 },
          ],
        },
      },
      {
        name: 'every link under the name of another',
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
        name: 'the requirement of the middle is fetched before',
        knownFaults: { reference: fetchedWhereExternal },
        query: '{ jobs { c } }',
        data: { jobs: [{ c: 20 }, { c: 30 }] },
        maxCalls: { base: 1, second: 2, third: 1 },
      },
      {
        name: 'both links, with fields without a requirement',
        knownFaults: { reference: fetchedWhereExternal },
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
        knownFaults: { reference: fetchedWhereExternal },
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
        name: 'from the object of a link to further subgraphs',
        knownFaults: { reference: fetchedWhereExternal },
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
  {
    name: 'a chain of @requires among types of every kind',
    subgraphs: {
      base: {
        sdl: `
          type Query { lot: Lot }
          type Lot @key(fields: "id") @key(fields: "place { row }") { id: ID! place: Place! state: State side: Side }
          type Place @shareable { row: Int! }
          interface Side { at: Int }
          type Left implements Side @shareable { at: Int }
          type Right implements Side @shareable { at: Int stamp: Stamp }
          enum State { NEW OLD }
          scalar Stamp
        `,
        root: { lot },
        entities: { Lot: [lot] },
      },
      middle: {
        sdl: `
          type Query { lots(by: Filter): [Lot] any: [Any] }
          interface Named { name: String }
          input Filter { state: State = NEW not: Filter }
          union Any = Lot | Left | Tag
          type Tag implements Named @key(fields: "name") { name: String lots(by: Filter): [Lot] any: Any }
          type Lot implements Named @key(fields: "place { row }") {
            place: Place! name: String
            state: State @external
            side: Side @external
            tag(by: Filter, size: Int = 1): Tag @requires(fields: "state")
            grade: State @requires(fields: "state side { at ... on Right { stamp } }")
            mark: Stamp @requires(fields: "state")
          }
          type Place @shareable { row: Int! }
          interface Side { at: Int }
          type Left implements Side @shareable { at: Int }
          type Right implements Side @shareable { at: Int stamp: Stamp }
          enum State { NEW OLD }
          scalar Stamp
        `,
        root: { lots: [{ place: { row: 7 }, name: 'lot' }] },
        entities: { Lot: [{ place: { row: 7 }, name: 'lot' }] },
        resolvers: {
          Lot: {
            grade: ({ state, side }: { state: string; side: { stamp: number[] } }) =>
              state === 'OLD' && side.stamp[0] === 1 ? 'NEW' : null,
            tag: ({ state }: { state: string }, { size }: { size: number }) => ({ name: `${state} ${size}` }),
            mark: ({ state }: { state: string }) => ({ state }),
          },
        },
      },
      end: {
        sdl: `
          type Lot @key(fields: "id") {
            id: ID! grade: State @external mark: Stamp @external tag(by: Filter, size: Int = 1): Tag @external
            price: Int @requires(fields: "grade mark")
            label: String @requires(fields: "tag(size: 3) { name }")
          }
          type Tag @key(fields: "name") { name: String }
          input Filter { state: State = NEW not: Filter }
          enum State { NEW OLD }
          scalar Stamp
        `,
        entities: { Lot: [{ id: '1' }] },
        resolvers: {
          Lot: {
            price: ({ grade, mark }: { grade: string; mark: { state: string } }) =>
              grade === 'NEW' && mark.state === 'OLD' ? 5 : -1,
            label: ({ tag }: { tag: { name: string } }) => `label ${tag.name}`,
          },
        },
      },
    },
    operations: [
      {
        name: 'from the beginning',
        query: '{ lot { price grade label name } }',
        data: { lot: { price: 5, grade: 'NEW', label: 'label OLD 3', name: 'lot' } },
      },
      {
        name: 'from the middle',
        query: '{ lots(by: { state: OLD }) { label price tag(size: 9) { name } } }',
        knownFaults: { reference: fetchedWhereExternal },
        data: { lots: [{ label: 'label OLD 3', price: 5, tag: { name: 'OLD 9' } }] },
      },
    ],
  },
];
