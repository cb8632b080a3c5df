import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import type { Shape } from './shape.ts';

const members = ['Book', 'Film', 'Song', 'Game'] as const;

const fields: Readonly<Record<(typeof members)[number], string>> = {
  Book: 'pages: Int author(n: Int): Person near: Book',
  Film: 'length(in: String): Int cast: [[Person]] parts: [[Film!]]',
  Song: 'length(in: String): String by: Person!',
  Game: 'length: Int players: [Int!] sequel: Game',
};

const shelfFields = [
  'one: Media',
  'all(first: Int): [Media!]',
  'rows: [[Media]]',
  'titled: Titled',
  'box: Box',
  'size: Int',
];

/** Unions and interfaces with other members in each subgraph, behind fields that subgraphs share. */
export const sharedMembers: Shape = {
  name: 'members by subgraph behind shareable fields',
  style: { ...plainStyle, conditions: 0.15, sameVariable: 0.5, aliases: 0.2 },
  build: (random) => ({
    first: { sdl: media(random, ['shelf: Shelf', 'media: [Media]', 'best: Media', 'person: Person']) },
    second: { sdl: media(random, ['shelf: Shelf', 'shelves: [Shelf!]', 'grid: [[Titled]]']) },
    third: { sdl: media(random, ['media: [Media]', 'person: Person', 'grid: [[Titled]]']) },
    people: {
      sdl: `
        type Person @key(fields: "id") { id: ID! name(upper: Boolean): String favourite: Shelf }
        type Shelf @key(fields: "id", resolvable: false) { id: ID! }
      `,
    },
  }),
};

function media(random: Random, roots: readonly string[]): string {
  const some = members.filter((member) => member === 'Book' || random.chance(0.6));
  const types = some.map(
    (name) => `type ${name} implements Titled @shareable { title: String ${fields[name]} }`,
  );
  const ownFields = shelfFields.filter(() => random.chance(0.7));
  return `
    type Query { ${roots.map((field) => `${field} @shareable`).join(' ')} }
    union Media = ${some.join(' | ')}
    interface Titled { title: String }
    ${types.join('\n')}
    type Shelf @key(fields: "id") { id: ID! ${ownFields.map((field) => `${field} @shareable`).join(' ')} }
    type Box @shareable { label: String inside: Media boxes(first: Int): [[Box]] }
    type Person @key(fields: "id") { id: ID! }
  `;
}
