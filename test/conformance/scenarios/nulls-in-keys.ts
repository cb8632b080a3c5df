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
        name: 'it is a value like others',
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
        name: 'a key without a null comes first',
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
];
