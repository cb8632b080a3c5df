import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import { type FieldSetTypes, writeFieldSet } from './field-set.ts';
import type { Shape } from './shape.ts';

const values = `
  type Box { w(unit: String): Int h: Int label(lang: String = "en"): String inner: Inner inners: [Inner!] }
  type Inner { x(n: Int): Int y: String deep: Deep }
  type Deep { p: Int q(by: String! = "a"): String r: Int }
  interface Pet { name: String home: Inner age(in: String): Int }
  type Dog implements Pet { name: String home: Inner age(in: String): Int breed: String bed: Box }
  type Cat implements Pet { name: String home: Inner age(in: String): Int lives: Int }
`;
const external = values.replace(/^(\s*type [^{]*)\{/gm, '$1@external {');

const item = {
  box: 'box: Box',
  boxes: 'boxes(first: Int): [Box!]',
  grid: 'grid: [[Box]]',
  pet: 'pet: Pet',
  pets: 'pets: [Pet]',
  part: 'part: Part',
  parts: 'parts: [[Part]]',
  size: 'size(in: String = "cm"): Int',
};

/** The possible selections of a requirement; entities have fields of two subgraphs. */
const types: FieldSetTypes = {
  Item: {
    fields: {
      box: { type: 'Box' },
      boxes: { type: 'Box', args: ['', '(first: 2)'] },
      grid: { type: 'Box' },
      pet: { type: 'Pet' },
      pets: { type: 'Pet' },
      part: { type: 'Part' },
      parts: { type: 'Part' },
      size: { args: ['', '(in: "a")', '(in: "b")'] },
    },
  },
  Box: {
    fields: {
      w: { args: ['', '(unit: "a")', '(unit: "b")'] },
      h: {},
      label: { args: ['', '(lang: "a")', '(lang: null)'] },
      inner: { type: 'Inner' },
      inners: { type: 'Inner' },
    },
  },
  Inner: {
    fields: { x: { args: ['', '(n: 1)', '(n: 2)'] }, y: {}, deep: { type: 'Deep' } },
  },
  Deep: { fields: { p: {}, q: { args: ['', '(by: "b")'] }, r: {} } },
  Pet: {
    fields: { name: {}, home: { type: 'Inner' }, age: { args: ['', '(in: "a")'] } },
    members: ['Dog', 'Cat', 'Pet'],
  },
  Dog: {
    fields: { name: {}, home: { type: 'Inner' }, breed: {}, bed: { type: 'Box' } },
  },
  Cat: { fields: { name: {}, home: { type: 'Inner' }, lives: {} } },
  Part: {
    fields: {
      name: { args: ['', '(upper: true)', '(upper: false)'] },
      weight: {},
      offer: {},
      rank: { args: ['', '(by: "a")'] },
    },
  },
};

const entity = `
  type Part @key(fields: "id") { id: ID! name(upper: Boolean): String weight: Int }
`;

/** Fields of one type, in two subgraphs, that require overlapping parts of the same nested objects. */
export const nestedRequirements: Shape = {
  name: 'several requirements of one nested object',
  style: { ...plainStyle, conditions: 0.25, sameVariable: 0.6 },
  build(random) {
    const all = Object.values(item).join(' ');
    const isExternal = Object.values(item)
      .map((field) => `${field} @external`)
      .join(' ');
    return {
      base: {
        sdl: `
          type Query { items: [Item!] item(id: ID!): Item rows: [[Item]] }
          type Item @key(fields: "id") { id: ID! ${all} next: Item }
          ${entity} ${values}
        `,
      },
      offers: {
        sdl: 'type Part @key(fields: "id") { id: ID! offer: Int rank(by: String): Int }',
      },
      first: { sdl: requiring(random, 'a', isExternal, 2 + random.integer(3)) },
      second: { sdl: requiring(random, 'b', isExternal, 1 + random.integer(3)) },
    };
  },
};

function requiring(random: Random, prefix: string, isExternal: string, count: number): string {
  const fields = Array.from({ length: count }, (_, index) => {
    const set = writeFieldSet(random, types, 'Item');
    return `${prefix}${index}: String @requires(fields: ${JSON.stringify(set)})`;
  });
  return `
    type Item @key(fields: "id") { id: ID! ${isExternal} ${fields.join('\n')} ${prefix}Plain: Int }
    type Part @key(fields: "id") {
      id: ID! name(upper: Boolean): String @external weight: Int @external
      offer: Int @external rank(by: String): Int @external
    }
    ${external}
  `;
}
