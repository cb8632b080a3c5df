import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import type { Shape } from './shape.ts';

/** What a field of each type can provide. */
const sets: Readonly<Record<string, readonly string[]>> = {
  Book: ['title', 'author { name }', 'author { name best { title } }', 'pages title', 'cover { alt }'],
  Film: ['title', 'length', 'author { name }', 'cover { alt width }'],
  Author: [
    'name',
    'name rank',
    'best { title }',
    'best { title author { rank } }',
    'works { ... on Film { length } }',
  ],
  Media: [
    '... on Book { title }',
    '... on Film { title length } ... on Book { pages }',
    '... on Book { author { name } } ... on Film { author { rank } }',
    '... on Film { cover { alt } }',
  ],
};

const list = ['Book', 'Film', 'Author', 'Media'] as const;

/** `@provides` on entities, in values, on unions and on the implementations of interfaces, at one path and not at others. */
export const providedPaths: Shape = {
  name: 'provided fields at some paths',
  style: { ...plainStyle, conditions: 0.15, sameVariable: 0.5, aliases: 0.2 },
  build: (random) => ({
    library: {
      sdl: `
        type Query { books: [Book] library: [Media] author: Author }
        union Media = Book | Film
        type Book @key(fields: "id") { id: ID! title: String @shareable format(max: Int): String pages: Int @shareable cover: Cover @shareable author: Author @shareable }
        type Film @key(fields: "id") { id: ID! title: String @shareable format(max: Int): String length: Int @shareable cover: Cover @shareable author: Author @shareable }
        type Author @key(fields: "id") { id: ID! name: String @shareable rank: Int @shareable best: Book @shareable works: [Media] @shareable }
        type Cover @shareable { alt: String width: Int image: Book }
      `,
    },
    shop: { sdl: providing(random, 'shop') },
    club: { sdl: providing(random, 'club') },
    extra: {
      sdl: `
        type Book @key(fields: "id") { id: ID! copies(in: String): Int pages: Int @external heavy: Boolean @requires(fields: "pages") }
        type Author @key(fields: "id") { id: ID! born: Int }
      `,
    },
  }),
};

function providing(random: Random, name: string): string {
  const provided = (type: (typeof list)[number]): string =>
    random.chance(0.6) ? ` @provides(fields: ${JSON.stringify(random.pick(sets[type] ?? []))})` : '';
  const field = (type: (typeof list)[number], index: number): string =>
    `${name}${type}${index}: ${random.pick([type, `[${type}]`, `[[${type}!]]`])}${provided(type)}`;
  const fields = (share: number): string =>
    list
      .flatMap((type) => [0, 1].map((index) => ({ type, index })))
      .filter(() => random.chance(share))
      .map(({ type, index }) => field(type, index))
      .join(' ');
  return `
    type Query { ${fields(0.5)} ${name}Shelf: ${name}Shelf ${name}Rows: [[${name}Shelf]] }
    union Media = Book | Film
    type ${name}Shelf { label: String ${fields(0.5)} }
    type Book @key(fields: "id") {
      id: ID! title: String @external pages: Int @external cover: Cover @external author: Author @external
      ${name}Seller: Author${provided('Author')}
    }
    type Film @key(fields: "id") { id: ID! title: String @external length: Int @external cover: Cover @external author: Author @external }
    type Author @key(fields: "id") { id: ID! name: String @external rank: Int @external best: Book @external works: [Media] @external ${name}Picks: [Media]${provided('Media')} }
    type Cover { alt: String @external width: Int @external }
  `;
}
