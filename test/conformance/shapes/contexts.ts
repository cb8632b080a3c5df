import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import type { Shape } from './shape.ts';

const places = ['items(first: Int): [Item!]', 'best: Item', 'grid: [[Item]]', 'sub: Sub', 'subs: [Sub!]'];

const selections = {
  text: ['{ currency }', '... on Cart { currency } ... on Shop { money }', '{ level { name } }'],
  number: ['{ grade { of } }', '... on Cart { count } ... on Shop { grade { of } }'],
  overlapping: ['{ level { of } }', '... on Cart { count } ... on Shop { level { of } }'],
};

/** Fields with arguments from enclosing objects; one entity occurs below many such objects. */
export const contexts: Shape = {
  ...ofContexts('number'),
  name: 'context arguments from several enclosing objects',
};

/** Two arguments read different parts of one object: the planner fetches one of them. */
export const overlappingContexts: Shape = {
  ...ofContexts('overlapping'),
  name: 'context arguments from parts of one object',
  limits: ['a context argument that no fetch resolves'],
};

function ofContexts(numbers: 'number' | 'overlapping'): Omit<Shape, 'name'> {
  return {
    style: { ...plainStyle, conditions: 0.1, aliases: 0.3, aliasNames: ['id', 'price', 'p', 'currency'] },
    build(random) {
      const has = (): string => places.filter(() => random.chance(0.7)).join(' ');
      return {
        carts: {
          sdl: `
          type Query { carts: [Cart!] cart(id: ID): Cart! pairs: [[Cart]] shops: [Shop] any: [Seller] }
          union Seller = Cart | Shop
          type Cart @key(fields: "id") @context(name: "seller") {
            id: ID! currency: String count: Int level: Level grade: Level items(first: Int): [Item!] ${has()} next: Cart
          }
          type Shop @context(name: "seller") { currency: String money: String level: Level grade: Level best: Item ${has()} carts: [Cart] }
          type Level { name: String of: Int }
          type Sub { best: Item items(first: Int): [Item!] deep: Sub }
          type Item @key(fields: "id") {
            id: ID! name: String @shareable ${priced(random, 'price', numbers)} ${random.chance(0.7) ? priced(random, 'tax', numbers) : ''}
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
}

function priced(random: Random, name: string, numbers: 'number' | 'overlapping'): string {
  const args = [
    random.chance(0.6) ? 'unit: String = "x"' : '',
    `cur: String @fromContext(field: "$seller ${random.pick(selections.text)}")`,
    random.chance(0.4) ? `of: Int @fromContext(field: "$seller ${random.pick(selections[numbers])}")` : '',
  ];
  return `${name}(${args.join(' ')}): ${random.pick(['String', 'Int', '[String]'])}`;
}
