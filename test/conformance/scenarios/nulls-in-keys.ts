import type { Scenario } from '../harness/scenario.ts';

interface Room {
  readonly house?: string | null;
  readonly level?: number | null;
  readonly door?: unknown;
}

export const nullInKeyScenarios: readonly Scenario[] = [
  {
    name: 'a null in a key of several fields',
    subgraphs: {
      plan: {
        sdl: `
          type Query { rooms: [Room] }
          type Room @key(fields: "house level") @key(fields: "door { wing no }") {
            house: String level: Int door: Door name: String
          }
          type Door { wing: String no: Int }
        `,
        root: {
          rooms: [
            { house: 'A', level: 1, door: null, name: 'a' },
            { house: 'A', level: null, door: null, name: 'b' },
            { house: 'B', level: null, door: { wing: 'W', no: 5 }, name: 'c' },
            null,
            { house: null, level: null, door: null, name: 'd' },
          ],
        },
      },
      desks: {
        sdl: `type Room @key(fields: "house level") { house: String level: Int desks: String }`,
        resolvers: {
          Room: {
            __resolveReference: (room: Room) => room,
            desks: ({ house, level }: Room) => `${house} ${level}`,
          },
        },
      },
      both: {
        sdl: `
          type Room @key(fields: "house level") @key(fields: "door { wing no }") {
            house: String level: Int door: Door area: String
          }
          type Door { wing: String no: Int }
        `,
        resolvers: {
          Room: {
            __resolveReference: ({ door, ...room }: Room) =>
              door === undefined
                ? { ...room, area: `${room.house}${room.level}` }
                : { house: 'B', level: null, door, area: 'W' },
          },
        },
      },
    },
    operations: [
      {
        name: 'null is a value like others',
        query: '{ rooms { name desks } }',
        data: {
          rooms: [
            { name: 'a', desks: 'A 1' },
            { name: 'b', desks: 'A null' },
            { name: 'c', desks: 'B null' },
            null,
            { name: 'd', desks: 'null null' },
          ],
        },
        maxCalls: { plan: 1, desks: 2, both: 1 },
      },
      {
        name: 'a key without a null is preferred',
        query: '{ rooms { name area } }',
        data: {
          rooms: [
            { name: 'a', area: 'A1' },
            { name: 'b', area: 'Anull' },
            { name: 'c', area: 'W' },
            null,
            { name: 'd', area: 'nullnull' },
          ],
        },
        maxCalls: { plan: 1, both: 1 },
        knownFaults: { reference: 'only the key that was planned is sent' },
      },
    ],
  },
  {
    name: 'a key with a null, and another one that the operation selects in part',
    subgraphs: {
      plan: {
        sdl: `
          type Query { rooms: [Room] }
          type Room @key(fields: "tag site { name }") @key(fields: "id") { id: ID! tag: String! @shareable site: Site @shareable }
          type Site @shareable { name: String }
        `,
        root: { rooms: [{ id: '1', tag: 't', site: { name: null } }] },
      },
      codes: {
        sdl: `
          type Room @key(fields: "id") @key(fields: "code { country }") { id: ID! code: Code! @shareable title: String }
          type Code @shareable { country: ID! }
        `,
        entities: { Room: [{ id: '1', code: { country: 'FR' }, title: 'one' }] },
      },
      desks: {
        sdl: `
          type Room @key(fields: "tag site { name }") @key(fields: "code { country }") {
            tag: String! @shareable site: Site @shareable code: Code! @shareable desks: Int
          }
          type Code @shareable { country: ID! }
          type Site @shareable { name: String }
        `,
        entities: { Room: [{ tag: 'other', site: { name: 'x' }, code: { country: 'FR' }, desks: 3 }] },
      },
    },
    operations: [
      {
        name: 'the whole key is sent',
        query: 'query ($no: Boolean! = false) { rooms { code { country @include(if: $no) } desks } }',
        data: { rooms: [{ code: {}, desks: 3 }] },
        knownFaults: { reference: 'only the key that was planned is sent' },
      },
    ],
  },
];
