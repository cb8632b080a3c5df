import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import type { Shape } from './shape.ts';

const additions = ['plate', 'toll', 'rent'] as const;

/** Subgraphs that add fields to an interface, each of which requires fields of the previous one. */
export const interfaceObjectRequirements: Shape = {
  name: 'requirements between interface objects',
  style: { ...plainStyle, conditions: 0.15, sameVariable: 0.5, aliases: 0.2, maxDepth: 4, maxFields: 8 },
  build(random) {
    const isKeyedBySerial = random.chance(0.5);
    return {
      garage: { sdl: garage() },
      ...Object.fromEntries(
        additions
          .slice(0, 1 + random.integer(3))
          .map((name, index) => [name, { sdl: addition(random, name, index, isKeyedBySerial) }]),
      ),
      workshop: {
        sdl: `
          type Query { repaired: [Bike] }
          type Bike implements Vehicle @key(fields: "id") { id: ID! ${random.chance(0.5) ? 'color: String @external tint: String @requires(fields: "color")' : ''} gears(min: Int): Int lent: Vehicle }
          interface Vehicle { id: ID! }
          type Boat implements Vehicle @key(fields: "id") { id: ID! deck: Int }
          type Car implements Vehicle @key(fields: "id", resolvable: false) { id: ID! }
        `,
      },
    };
  },
};

function garage(): string {
  const common = 'id: ID! serial: String! color: String size(in: String): Int next: Vehicle';
  const keys = '@key(fields: "id") @key(fields: "serial")';
  return `
    type Query { vehicles: [Vehicle] grid: [[Vehicle!]] any: [Thing] owner: Owner }
    union Thing = Bike | Owner | Boat
    interface Vehicle ${keys} { ${common} }
    type Bike implements Vehicle ${keys} { ${common} bell: Boolean }
    type Car implements Vehicle ${keys} { ${common} doors(open: Boolean): Int }
    type Boat implements Vehicle ${keys} { ${common} sails: Int }
    type Owner { name: String main: Vehicle all: [Vehicle!] }
  `;
}

function addition(random: Random, name: string, index: number, isKeyedBySerial: boolean): string {
  const before = index === 0 ? undefined : additions[index - 1];
  const key = isKeyedBySerial && index % 2 === 1 ? 'serial' : 'id';
  const required = [
    ...(random.chance(0.6) ? [['color: String', 'color']] : []),
    ...(random.chance(0.4) ? [['size(in: String): Int', random.pick(['size', 'size(in: "a")'])]] : []),
    ...(before && random.chance(0.7) ? [[`${before}: String`, before]] : []),
    ...(before && random.chance(0.5) ? [[`${before}Of: ${before}Box`, `${before}Of { a }`]] : []),
  ];
  const external = required.map(([text]) => `${text} @external`).join(' ');
  const set = required.map(([, selection]) => selection).join(' ');
  const requires = set === '' ? '' : ` @requires(fields: ${JSON.stringify(set)})`;
  const boxes = before ? `type ${before}Box @shareable { a: Int }` : '';
  const roots = [`${name}s: [Vehicle]`, `${name}One(id: ID): Vehicle!`].filter(() => random.chance(0.5));
  return `
    ${roots.length > 0 ? `type Query { ${roots.join(' ')} }` : ''}
    type Vehicle @key(fields: "${key}") @interfaceObject {
      ${key === 'id' ? 'id: ID!' : 'serial: String!'} ${external} ${name}: String${requires} ${name}Of: ${name}Box
      ${name}Plain(n: Int): Int
      ${random.chance(0.6) ? `${name}Next: Vehicle` : ''} ${random.chance(0.4) ? `${name}List: [[Vehicle]]` : ''}
    }
    type ${name}Box @shareable { a: Int }
    ${boxes}
  `;
}
