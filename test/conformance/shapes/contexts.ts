import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import type { Shape } from './shape.ts';

const places = ['items(first: Int): [Item!]', 'best: Item', 'grid: [[Item]]', 'sub: Sub', 'subs: [Sub!]'];

const selections = {
  text: ['{ currency }', '... on Cart { currency } ... on Shop { money }', '{ level { name } }'],
  number: ['{ level { of } }', '... on Cart { count } ... on Shop { level { of } }'],
};

/** Fields that take arguments from the objects around them; one entity stands below many such objects. */
export const contexts: Shape = {
  name: 'context arguments from several enclosing objects',
  style: { ...plainStyle, conditions: 0.1, aliases: 0.3, aliasNames: ['id', 'price', 'p', 'currency'] },
  build(random) {
    const has = (): string => places.filter(() => random.chance(0.7)).join(' ');
    return {
      carts: {
        sdl: `
          type Query { carts: [Cart!] cart(id: ID): Cart! pairs: [[Cart]] shops: [Shop] any: [Seller] }
          union Seller = Cart | Shop
          type Cart @key(fields: "id") @context(name: "seller") {
            id: ID! currency: String count: Int level: Level items(first: Int): [Item!] ${has()} next: Cart
          }
          type Shop @context(name: "seller") { currency: String money: String level: Level best: Item ${has()} carts: [Cart] }
          type Level { name: String of: Int }
          type Sub { best: Item items(first: Int): [Item!] deep: Sub }
          type Item @key(fields: "id") {
            id: ID! name: String @shareable ${priced(random, 'price')} ${random.chance(0.7) ? priced(random, 'tax') : ''}
            ${random.chance(0.5) ? 'parent: Item' : ''} ${random.chance(0.3) ? 'within: Cart' : ''}
          }
        `.replace(/(items\(first: Int\): \[Item!\]|best: Item)( .*)\1/g, '$1$2'),
      },
      notes: {
        sdl: `
          type Item @key(fields: "id") { id: ID! note: String similar: [Item] box: Box }
          type Box { item: Item label: String }
          ${random.chance(0.6) ? 'type Cart @key(fields: "id") { id: ID! favourite: Item size: Int }' : ''}
        `,
      },
    };
  },
};

function priced(random: Random, name: string): string {
  const args = [
    random.chance(0.6) ? 'unit: String = "x"' : '',
    `cur: String @fromContext(field: "$seller ${random.pick(selections.text)}")`,
    random.chance(0.4) ? `of: Int @fromContext(field: "$seller ${random.pick(selections.number)}")` : '',
  ];
  return `${name}(${args.join(' ')}): ${random.pick(['String', 'Int', '[String]'])}`;
}
