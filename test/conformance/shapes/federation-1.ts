import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import { composeFederation1 } from './compose-federation-1.ts';
import type { Shape } from './shape.ts';

const names = ['users', 'items', 'notes'] as const;

const entities = {
  users: { type: 'User', keys: ['id', 'mail'], keyFields: { id: 'id: ID!', mail: 'mail: String!' } },
  items: {
    type: 'Item',
    keys: ['id', 'code { no }'],
    keyFields: { id: 'id: ID!', 'code { no }': 'code: Code!' },
  },
  notes: { type: 'Note', keys: ['id'], keyFields: { id: 'id: ID!' } },
} as const;

const plain = ['title: String', 'size(in: String): Int', 'price: Money', 'tags: [[String]]'] as const;
const setOf: Readonly<Record<string, readonly string[]>> = {
  'title: String': ['title'],
  'size(in: String): Int': ['size', 'size(in: "a")'],
  'price: Money': ['price { amount }', 'price { amount in }'],
  'tags: [[String]]': ['tags'],
};

/** Supergraphs of Federation 1: an owner for each entity, `@requires` and `@provides` in the others, values everywhere. */
export const federation1: Shape = {
  name: 'supergraphs of Federation 1',
  style: { ...plainStyle, conditions: 0.15, sameVariable: 0.5, aliases: 0.2, maxFields: 16 },
  compose: composeFederation1,
  build: (random) => Object.fromEntries(names.map((name) => [name, { sdl: service(random, name) }])),
};

function service(random: Random, name: (typeof names)[number]): string {
  const others = names.filter((other) => other !== name);
  const types = names.map((owner) => entities[owner].type);
  const link = (field: string): string => {
    const type = random.pick(types);
    const isOwn = type === entities[name].type;
    const provides = !isOwn && random.chance(0.5) ? ' @provides(fields: "title")' : '';
    return `${name}${field}: ${random.pick([type, `[${type}]`, `[[${type}!]]`])}${provides}`;
  };
  const abstracts = ['Any', 'Titled', 'Page'].map(
    (type) => `${name}${type}: ${random.pick([type, `[${type}]`])}`,
  );
  const roots = [`${name}: [${entities[name].type}]`, ...abstracts, link('One'), link('Two')];
  const own = entities[name];
  return `
    type Query { ${roots.filter((_, index) => index === 0 || random.chance(0.7)).join(' ')} }
    interface Titled { title: String }
    union Any = ${types.join(' | ')}
    type Money { amount: Int in(as: String): String }
    type Code { no: ID! }
    type Page { number: Int rows: [[Any]] next: Page head: Titled }
    type ${own.type} implements Titled ${own.keys.map((key) => `@key(fields: "${key}")`).join(' ')} {
      ${Object.values(own.keyFields).join(' ')} ${plain.join(' ')} ${link('Link')} ${abstracts.filter(() => random.chance(0.5)).join(' ')}
    }
    ${others.map((other) => extension(random, name, other, link)).join('\n')}
  `;
}

function extension(
  random: Random,
  name: string,
  owner: (typeof names)[number],
  link: (field: string) => string,
): string {
  const { type, keys, keyFields } = entities[owner];
  const key = random.pick<string>(keys);
  const required = plain.filter((field) => field.startsWith('title') || random.chance(0.4));
  const set = required.map((field) => random.pick(setOf[field] ?? [])).join(' ');
  const keyText = Object.entries(keyFields).find(([one]) => one === key)?.[1] ?? '';
  return `
    extend type ${type} implements Titled @key(fields: "${key}") {
      ${keyText} @external ${required.map((field) => `${field} @external`).join(' ')}
      ${name}Count(n: Int): Int ${random.chance(0.6) ? link('Of') : ''}
      ${random.chance(0.6) ? `${name}Text: String @requires(fields: ${JSON.stringify(set)})` : ''}
    }
  `;
}
