import type { Random } from '../differential/random.ts';
import { plainStyle } from '../differential/random-operation.ts';
import type { Shape } from './shape.ts';

const kinds = ['Push', 'Like', 'Fork'] as const;
const actorTypes = ['Actor', 'Actor!', 'User', 'User!', 'Bot', 'Bot!'];
const listTypes = ['[Actor]', '[Actor!]', '[Actor]!', '[User]', '[User!]!', '[Bot]!'];
const gridTypes = ['[[Actor]]', '[[User!]]', '[[Bot]!]!'];
const thingTypes = ['Thing', 'Thing!', 'Repo', 'Repo!', 'Gist'];

/** Implementations with stricter field types than their interfaces, entities among them. */
export const covariance: Shape = {
  name: 'covariant interfaces under several aliases',
  style: {
    ...plainStyle,
    aliases: 0.4,
    aliasNames: ['actor', 'by', 'login', 'id', 'a'],
    conditions: 0.15,
    sameVariable: 0.5,
  },
  build(random) {
    const eventFields = (name: string): string => `
      actor(as: String): ${name === 'Event' ? 'Actor' : random.pick(actorTypes)}
      items(first: Int, by: Order): ${name === 'Event' ? '[Actor]' : random.pick(listTypes)}
      grid: ${name === 'Event' ? '[[Actor]]' : random.pick(gridTypes)}
      target: ${name === 'Event' ? 'Thing' : random.pick(thingTypes)}
      after(n: Int = 1): ${random.pick(name === 'Event' ? ['Event'] : ['Event', 'Event!', name])}
    `;
    const areEntities = kinds.filter(() => random.chance(0.6));
    const own = { Push: 'commits(n: Int): Int', Like: 'stars: [Int]', Fork: 'from: Repo' };
    const events = kinds.map((name) => {
      const key = areEntities.includes(name) ? '@key(fields: "id")' : '';
      return `type ${name} implements Event ${key} { id: ID! ${own[name]} ${eventFields(name)} }`;
    });
    return {
      activity: {
        sdl: `
          type Query { events: [Event!] event(id: ID!): Event actors(by: Order): [Actor] latest: Push! }
          enum Order { ASC DESC }
          interface Event { id: ID! ${eventFields('Event')} }
          ${events.join('\n')}
          interface Actor { login(upper: Boolean): String mail(at: String): String boss: Actor owns: Thing }
          type User implements Actor @key(fields: "id") {
            id: ID! login(upper: Boolean): String mail(at: String): String boss: ${random.pick(['Actor', 'User', 'User!'])}
            owns: ${random.pick(thingTypes)}
          }
          type Bot implements Actor {
            login(upper: Boolean): String mail(at: String): String boss: ${random.pick(['Actor', 'User', 'Bot'])}
            owns: ${random.pick(thingTypes)} version: Int
          }
          interface Thing { name(in: String = "en"): String size: Int owner: Actor }
          type Repo implements Thing @key(fields: "id") { id: ID! name(in: String = "en"): String size: Int owner: ${random.pick(actorTypes)} }
          type Gist implements Thing { name(in: String = "en"): String size: Int owner: ${random.pick(actorTypes)} text: String }
        `,
      },
      people: { sdl: people(random) },
      details: {
        sdl: `
          ${areEntities.map((name) => `type ${name} @key(fields: "id") { id: ID! at(zone: String): String seen: [User] }`).join('\n')}
          type User @key(fields: "id", resolvable: false) { id: ID! }
          type Repo @key(fields: "id") { id: ID! forks(min: Int): Int main: Repo! }
        `,
      },
    };
  },
};

function people(random: Random): string {
  const friend = random.pick(['Named', 'User', 'User!']);
  return `
    type Query { people: [Named] me: User }
    interface Named { name(upper: Boolean): String friend: Named friends(first: Int): [Named] }
    type User implements Named @key(fields: "id") {
      id: ID! name(upper: Boolean): String friend: ${friend} friends(first: Int): ${random.pick(['[Named]', '[User!]', '[User]!'])}
    }
    type Guest implements Named { name(upper: Boolean): String friend: Named friends(first: Int): [Named] room: Int }
  `;
}
