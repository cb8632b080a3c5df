import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import type { Shape } from './shape.ts';

/** Keys with the fields that they need. Each has a non-null part that distinguishes entities. */
const keys = [
  { set: 'id', fields: ['id: ID!'] },
  { set: 'city floor', fields: ['city: String!', 'floor: Int'] },
  { set: 'code { country no }', fields: ['code: Code!'] },
  { set: 'city code { country }', fields: ['city: String!', 'code: Code!'] },
  { set: 'owner { id } room', fields: ['owner: Owner!', 'room: String!'] },
  { set: 'tag site { name }', fields: ['tag: String!', 'site: Site'] },
] as const;

const plain = ['title(max: Int): String', 'staff: Int', 'lead: String!', 'open: Boolean', 'notes: [String]'];

/**
 * Entities with several keys of several parts, some of them null or nested; subgraphs that know only some of the keys.
 */
export const compositeKeys: Shape = {
  name: 'composite keys with nullable parts',
  style: { ...plainStyle, conditions: 0.1, aliases: 0.25, aliasNames: ['id', 'city', 'floor', 'code'] },
  build(random) {
    const chain = [...keys].map((key) => ({ key, at: random.integer(1000) })).sort((a, b) => a.at - b.at);
    const shuffled = chain.map(({ key }) => key);
    const names = ['first', 'second', 'third', 'fourth'];
    return Object.fromEntries(
      names.map((name, index) => {
        // Each knows the key of the previous one, so that every subgraph can be reached from the first.
        const known = shuffled.filter((_, at) => at === index || at === index - 1 || random.chance(0.25));
        return [name, { sdl: offices(random, name, known, index) }];
      }),
    );
  },
};

function offices(
  random: Random,
  name: string,
  known: readonly (typeof keys)[number][],
  index: number,
): string {
  const own = [...new Set(known.flatMap(({ fields }): readonly string[] => fields))];
  const has = (type: string): boolean => own.some((field) => field.includes(type));
  const roots =
    index === 0
      ? 'offices: [Office] office(id: ID): Office! grid: [[Office]]'
      : random.chance(0.4)
        ? `${name}: [Office]`
        : '';
  return `
    ${roots === '' ? '' : `type Query { ${roots} }`}
    type Office ${known.map(({ set }) => `@key(fields: "${set}")`).join(' ')} {
      ${own.map((field) => `${field} @shareable`).join(' ')}
      ${name}: ${random.pick(['Int', 'String', '[Int!]'])}
      ${plain[index] ?? ''}
      ${random.chance(0.5) ? `${name}Next: Office` : ''}
    }
    ${has('Code') ? 'type Code @shareable { country: ID! no: Int }' : ''}
    ${has('Owner') ? 'type Owner @key(fields: "id") { id: ID! }' : ''}
    ${has('Site') ? 'type Site @shareable { name: String }' : ''}
    ${index === 3 ? 'type Owner @key(fields: "id") { id: ID! name: String offices: [Office] }'.replace(has('Owner') ? /^.*$/ : /^$/, '') : ''}
  `;
}
