import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import type { Shape } from './shape.ts';

const fields = [
  'price(in: String): Int',
  'name: String',
  'stock: [Int]',
  'maker: Maker',
  'near: [[Product]]',
];

/**
 * Fields that have moved from subgraph to subgraph, some of them for a share of the requests, and `@provides` next to
 * them.
 */
export const overrides: Shape = {
  name: 'overrides in chains and by label',
  style: { ...plainStyle, conditions: 0.1, aliases: 0.2 },
  build(random) {
    const moves = fields.map((field) => ({
      field,
      label: random.chance(0.4) ? ', label: "percent(50)"' : '',
    }));
    const moved = (
      from: string,
      share: number,
    ): { readonly texts: readonly string[]; readonly taken: Set<string> } => {
      const chosen = moves.filter(({ field }) => !left.has(field) && random.chance(share));
      for (const { field } of chosen) left.add(field);
      return {
        texts: chosen.map(({ field, label }) => `${field} @override(from: "${from}"${label})`),
        taken: new Set(chosen.map(({ field }) => field)),
      };
    };
    const left = new Set<string>();
    const shop = moved('old', 0.5);
    const news = moved('old', 0.6);
    return {
      old: {
        sdl: `type Query { olds: [Product] } ${product(fields.join(' '))} ${maker(random, 'o')}`,
      },
      shop: {
        sdl: `
          type Query { products: [Product!] product(id: ID): Product shelf: Shelf }
          ${product(`${shop.texts.join(' ')} shop: Int`)} ${maker(random, 's')}
          type Shelf @key(fields: "id") { id: ID! main: Product }
        `,
      },
      news: {
        sdl: `
          ${product(`${news.texts.join(' ')} tag: String @shareable`)} ${maker(random, 'n')}
        `,
      },
      last: {
        sdl: `
          type Query { grid: [[Shelf]] }
          type Shelf @key(fields: "id") { id: ID! rows: [[Product]] @provides(fields: "tag") size: Int }
          type Product @key(fields: "id") { id: ID! tag: String @external last: String }
        `,
      },
    };
  },
};

function product(text: string): string {
  return `type Product @key(fields: "id") { id: ID! ${text} }`;
}

function maker(random: Random, prefix: string): string {
  return `type Maker @key(fields: "id") { id: ID! ${prefix}Name: String ${random.chance(0.5) ? `${prefix}Best: Product` : ''} }`;
}
