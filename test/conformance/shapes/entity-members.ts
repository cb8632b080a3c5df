import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import type { Shape } from './shape.ts';

const members = ['Book', 'Film', 'Song', 'Game'] as const;
const names = ['first', 'second', 'third', 'fourth'] as const;
const interfaces = ['Titled', 'Priced'] as const;

const common: Readonly<Record<string, readonly string[]>> = {
  Titled: ['title(max: Int): String', 'near: Titled'],
  Priced: ['price(in: String): Int', 'rival: Priced'],
};

/** Unions and interfaces whose members are entities: subgraphs know other members, interfaces and keys. */
export const entityMembers: Shape = {
  name: 'entities as members of unions and interfaces',
  style: { ...plainStyle, conditions: 0.15, sameVariable: 0.5, aliases: 0.2, maxFields: 16 },
  build(random) {
    // Every member has its common fields in one subgraph that all others can reach by the key.
    const home = Object.fromEntries(members.map((member) => [member, random.pick(names)]));
    return Object.fromEntries(names.map((name) => [name, { sdl: media(random, name, home) }]));
  },
};

function media(random: Random, name: string, home: Readonly<Record<string, string>>): string {
  const own = members.filter((member) => member === 'Book' || home[member] === name || random.chance(0.6));
  const implemented = new Map(
    own.map((member) => [member, interfaces.filter(() => home[member] === name || random.chance(0.4))]),
  );
  const types = own.map((member) => {
    const all = implemented.get(member) ?? [];
    const fields = interfaces.flatMap((one) => (all.includes(one) ? (common[one] ?? []) : []));
    const text = all.length > 0 ? ` implements ${all.join(' & ')}` : '';
    const keys = `@key(fields: "id")${home[member] === name ? ' @key(fields: "no")' : ''}`;
    return `type ${member}${text} ${keys} {
      id: ID! ${home[member] === name ? 'no: ID!' : ''} ${fields.map((field) => `${field} @shareable`).join(' ')}
      ${name}${member}: ${random.pick(['Int', 'String', '[Int]'])}
      ${random.chance(0.4) ? `${name}In(n: Int): [Media]` : ''}
    }`;
  });
  const all = [...new Set([...implemented.values()].flat())];
  const roots = [
    `${name}: [Media]`,
    `${name}One(id: ID): Media`,
    ...all.map((one) => `${name}${one}: [${one}]`),
    'shared: [Media] @shareable',
    'shelf: Shelf @shareable',
  ].filter((_, index) => index === 0 || random.chance(0.6));
  return `
    type Query { ${roots.join(' ')} }
    union Media = ${own.join(' | ')}
    ${all.map((one) => `interface ${one} { ${(common[one] ?? []).join(' ')} }`).join('\n')}
    type Shelf @shareable { label: String top: Media rows: [[Media]] }
    ${types.join('\n')}
  `;
}
