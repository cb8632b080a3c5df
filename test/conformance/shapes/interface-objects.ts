import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import type { Shape } from './shape.ts';

const style = { ...plainStyle, conditions: 0.1, sameVariable: 0.5, aliases: 0.2, maxDepth: 3, maxFields: 6 };

/** Subgraphs that add fields to interfaces whose types they do not know; some types implement both interfaces. */
export const interfaceObjects: Shape = {
  name: 'interface objects in several subgraphs',
  style,
  limits: ['two subgraphs with one interface as an @interfaceObject'],
  build: (random) => ({
    garage: {
      sdl: `
        type Query { vehicles: [Vehicle] rented(id: ID): Rented grid: [[Vehicle]] }
        interface Vehicle @key(fields: "id") { id: ID! color: String next: Vehicle }
        interface Rented @key(fields: "id") { id: ID! days(from: String): Int }
        type Bike implements Rented & Vehicle @key(fields: "id") { id: ID! color: String next: Vehicle days(from: String): Int bell: Boolean }
        type Car implements Rented & Vehicle @key(fields: "id") { id: ID! color: String next: Vehicle days(from: String): Int doors(open: Boolean): Int }
        type Boat implements Vehicle @key(fields: "id") { id: ID! color: String next: Vehicle sails: Int }
        type Room implements Rented @key(fields: "id") { id: ID! days(from: String): Int beds: Int }
      `,
    },
    plates: { sdl: addition(random, 'Vehicle', 'plate', 'color: String') },
    rents: { sdl: addition(random, 'Rented', 'rent', 'days(from: String): Int') },
    ...(random.chance(0.5) && { tolls: { sdl: addition(random, 'Vehicle', 'toll', 'color: String') } }),
    owners: {
      sdl: 'type Owner @key(fields: "id") { id: ID! name: String has: Bike } type Bike @key(fields: "id") { id: ID! gears: Int }',
    },
  }),
};

function addition(random: Random, type: string, name: string, required: string): string {
  const roots = [`${name}s: [${type}]`, `${name}One(id: ID): ${type}!`].filter(() => random.chance(0.5));
  const requires = random.chance(0.5)
    ? `${required} @external ${name}Tint: String @requires(fields: "${required.replace(/[(:].*$/, '')}")`
    : '';
  return `
    ${roots.length > 0 ? `type Query { ${roots.join(' ')} }` : ''}
    type ${type} @key(fields: "id") @interfaceObject {
      id: ID! ${name}: String ${name}Of(year: Int): Int ${requires}
      ${random.chance(0.5) ? `${name}Next: ${type}` : ''} ${random.chance(0.5) ? `${name}Owner: Owner` : ''}
    }
    type Owner @key(fields: "id") { id: ID! ${name}Count: Int }
  `;
}

/** One subgraph adds fields to an interface and to a narrower one. */
export const narrowerInterfaceObjects: Shape = {
  name: 'interface objects, one of them narrower',
  style,
  limits: ['two subgraphs with one interface as an @interfaceObject'],
  build(random) {
    const plates = ['plate: String', 'plateOf(year: Int): Int', 'next: Vehicle'].filter(() =>
      random.chance(0.7),
    );
    const shared = plates.map((field) => `${field} @shareable`).join(' ');
    return {
      garage: {
        sdl: `
          type Query { vehicles: [Vehicle] land(id: ID): Land }
          interface Vehicle @key(fields: "id") { id: ID! color: String }
          interface Land implements Vehicle @key(fields: "id") { id: ID! color: String wheels: Int! }
          type Bike implements Land & Vehicle @key(fields: "id") { id: ID! color: String wheels: Int! bell: Boolean }
          type Car implements Land & Vehicle @key(fields: "id") { id: ID! color: String wheels: Int! doors(open: Boolean): Int }
          type Boat implements Vehicle @key(fields: "id") { id: ID! color: String sails: Int }
        `,
      },
      plates: {
        sdl: `
          type Query { mine: [Vehicle]! ${random.chance(0.5) ? 'lands: [Land]' : ''} }
          type Vehicle @key(fields: "id") @interfaceObject { id: ID! ${shared} }
          type Land @key(fields: "id") @interfaceObject { id: ID! ${shared} tyres: String }
        `,
      },
    };
  },
};
