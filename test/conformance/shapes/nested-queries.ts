import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import type { Shape } from './shape.ts';

/** The query type below itself, below entities and in the results of mutations. */
export const nestedQueries: Shape = {
  name: 'the query type inside of results',
  style: { ...plainStyle, conditions: 0.15, sameVariable: 0.5, aliases: 0.2, maxFields: 16 },
  build: (random) => ({
    first: { sdl: roots(random, 'first', 'second') },
    second: { sdl: roots(random, 'second', 'third') },
    third: { sdl: roots(random, 'third', 'first') },
  }),
};

function roots(random: Random, name: string, other: string): string {
  const some = (share: number, text: string): string => (random.chance(share) ? text : '');
  return `
    type Query {
      ${name}(n: Int): Int ${name}User: User ${name}All: [User!]
      ${some(0.6, `${name}Self: Query!`)} ${some(0.4, `${name}Selves: [[Query]]`)}
      ${some(0.6, 'self: Query @shareable')} ${some(0.6, 'page: Page @shareable')}
      shared: String @shareable
    }
    type Mutation {
      ${name}Change(id: ID): ${name}Payload ${name}User(id: ID): User ${some(0.5, 'touch: Payload @shareable')}
    }
    type ${name}Payload { ok: Boolean query: Query users(first: Int): [User] }
    type Payload @shareable { query: Query at: Int }
    type Page @shareable { size: Int query: Query user: User }
    type User @key(fields: "id") {
      id: ID! ${name}Name: String ${some(0.5, 'query: Query @shareable')} ${some(0.5, `${name}Page: Page`)}
      ${some(0.6, `${other}Name: String @external ${name}Full: String @requires(fields: "${other}Name")`)}
    }
  `;
}
