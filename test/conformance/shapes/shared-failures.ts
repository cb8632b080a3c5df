import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import type { Shape } from './shape.ts';

const names = ['first', 'second', 'third'] as const;

const ofProduct = [
  'name: String',
  'price(in: String): Int',
  'stock: [Int]',
  'label: String!',
  'sizes: [[Int]!]',
  'maker: User',
  'similar(first: Int): [Product]',
  'pairs: [Product!]',
  'grid: [[Product]]',
];
const ofUser = [
  'name: String',
  'rank(in: String): Int!',
  'owns: [Product]',
  'likes: [Product!]!',
  'boss: User',
];
const ofPage = ['total: Int', 'next: String', 'best: Product', 'right: Int!', 'lines: [String!]'];

/** Entities and values with fields that several subgraphs share, each of which fails at other objects. */
export const sharedFailures: Shape = {
  name: 'failing subgraphs with shared fields',
  style: { ...plainStyle, conditions: 0.1, aliases: 0.2 },
  fails: true,
  build(random) {
    const withPage = names.filter((_, index) => index < 2 || random.chance(0.5));
    const product = shareOut(random, ofProduct, names);
    const user = shareOut(random, ofUser, names);
    const page = shareOut(random, ofPage, withPage);
    return Object.fromEntries(
      names.map((name, index) => {
        const hasPage = withPage.includes(name);
        const pageFields = page(name) || 'title: String @shareable';
        return [
          name,
          {
            sdl: `
              type Query {
                ${name}: [Product] ${name}One(id: ID): Product ${name}All: [Product!]! ${name}User: User
                ${index < 2 ? 'top: [Product] @shareable' : ''} ${hasPage ? `page: Page @shareable` : ''}
              }
              type Product @key(fields: "id") { id: ID! ${product(name)} ${hasPage ? 'page: Page @shareable' : ''} }
              type User @key(fields: "id") { id: ID! ${user(name)} }
              ${hasPage ? `type Page { ${pageFields} }` : ''}
            `,
          },
        ];
      }),
    );
  },
};

/** Assigns each field to one subgraph or more. */
function shareOut(
  random: Random,
  fields: readonly string[],
  owners: readonly string[],
): (owner: string) => string {
  const shares = fields.map((field) => {
    const first = random.pick(owners);
    const all = owners.filter((owner) => owner === first || random.chance(0.45));
    return { text: all.length > 1 ? `${field} @shareable` : field, all };
  });
  return (owner) =>
    shares
      .filter(({ all }) => all.includes(owner))
      .map(({ text }) => text)
      .join(' ');
}
