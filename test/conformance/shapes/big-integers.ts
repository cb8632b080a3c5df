import type { Random } from '../differential/random.ts';
import { richStyle } from '../differential/random-operation.ts';
import type { Shape } from './shape.ts';

const values = ['size: BigInt', 'sizes: [BigInt!]', 'grid: [[BigInt]]', 'total: BigInt!', 'point: Point'];

/**
 * Integers that no JavaScript number can represent: values, keys, requirements, arguments by literal, variable and
 * default.
 */
export const bigIntegers: Shape = {
  name: 'integers beyond the numbers of JavaScript',
  style: { ...richStyle, aliases: 0.2, conditions: 0.05 },
  build(random) {
    const shared = values.filter(() => random.chance(0.6));
    const required = random.pick(['size', 'total', 'sizes', 'point { x }', 'grid size']);
    const names = required.match(/^\w+|(?<=grid )\w+/g) ?? [];
    return {
      rows: {
        sdl: `
          scalar BigInt
          input Range { from: BigInt to: [BigInt] inner: Range }
          type Query {
            rows(first: BigInt): [Row!] row(id: BigInt! = 9007199254740993): Row
            echo(v: BigInt, all: [BigInt!], in: Range): BigInt ids(of: [ID]): [ID] counts: [[BigInt]]
          }
          type Row @key(fields: "id") ${random.chance(0.5) ? '@key(fields: "code { no }")' : ''} {
            id: BigInt! code: Code! size: BigInt total: BigInt! sizes: [BigInt!] grid: [[BigInt]] point: Point
            next(by: BigInt = 18446744073709551615): Row
          }
          type Code { no: BigInt! name: String }
          type Point { x(in: BigInt): BigInt y: Int }
        `,
      },
      more: { sdl: more(random, shared, required, names) },
    };
  },
};

function more(random: Random, shared: readonly string[], required: string, names: readonly string[]): string {
  const external = values.filter((field) => names.some((name) => field.startsWith(`${name}:`)));
  const hasPoint = external.some((field) => field.startsWith('point'));
  const own = shared
    .filter((field) => !/point/.test(field))
    .map((field) => field.replace(/^\w/, (first) => `more_${first}`));
  return `
    scalar BigInt
    type Query { found(min: BigInt): [Row] }
    type Row @key(fields: "id") {
      id: BigInt! ${external.map((field) => `${field} @external`).join(' ')} ${own.join(' ')}
      twice(by: [BigInt]): BigInt @requires(fields: "${required}") name: String
      ${random.chance(0.5) ? 'peers(of: BigInt): [Row!]' : ''}
    }
    ${hasPoint ? 'type Point @external { x(in: BigInt): BigInt }' : ''}
  `;
}
