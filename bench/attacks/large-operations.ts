import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Attack } from './attack.ts';
import { post, postBytes, tally } from './send-requests.ts';

/** `make(0) make(1) …`, `count` times. */
function repeat(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(' ');
}

const alias = (index: number): string => `a${index}: hostile(i: ${index})`;
let documents = 0;
/** A document that no cache contains. */
const fresh = (selections: string): string => {
  documents += 1;
  return `{ n${documents}: __typename ${selections} }`;
};

/** Sends the bytes on a connection of its own and disconnects after `ms`. */
async function abandon(port: number, bytes: string, ms: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  socket.write(bytes);
  await sleep(ms);
  socket.destroy();
}

const abandonedAliases: Attack = {
  name: '9,000 aliases (240 KB) whose client disconnects, five times',
  async run({ port }) {
    for (let count = 0; count < 5; count++) await abandon(port, postBytes(fresh(repeat(9000, alias))), 1500);
    return 'no response read';
  },
};

function failingAliases(count: number): Attack {
  return {
    name: `${count} aliases of a field whose upstream is down, ten times`,
    async run({ port, upstream }) {
      upstream.setResponse(undefined);
      const responses: string[] = [];
      for (let sent = 0; sent < 10; sent++) responses.push(await post(port, fresh(repeat(count, alias))));
      return tally(responses);
    },
  };
}

const abandonedPlans: Attack = {
  name: '15 new documents of 3,500 aliases whose clients disconnect',
  async run({ port }) {
    await Promise.all(
      Array.from({ length: 15 }, () => abandon(port, postBytes(fresh(repeat(3500, alias))), 1500)),
    );
    return 'no response read';
  },
};

const introspection: Attack = {
  name: '800 aliases of __schema (16 KB), three times',
  async run({ port }) {
    const fragment = 'fragment F on __Schema { types { name description fields { name args { name } } } }';
    const responses: string[] = [];
    for (let sent = 0; sent < 3; sent++) {
      const query = `${fresh(repeat(800, (index) => `a${index}: __schema { ...F }`))} ${fragment}`;
      responses.push(await post(port, query));
    }
    return tally(responses);
  },
};

const echoedInput: Attack = {
  name: 'a variable with 18,000 unknown keys (200 KB), three times',
  async run({ port }) {
    const keys = Object.fromEntries(Array.from({ length: 18_000 }, (_, index) => [`k${index}`, 1]));
    const responses: string[] = [];
    for (let sent = 0; sent < 3; sent++)
      responses.push(await post(port, 'mutation($i: Change!) { change(input: $i) }', { i: keys }));
    return tally(responses);
  },
};

const fragments: Attack = {
  name: 'a pyramid of 2^40 expanded fields, and 5,000 chained fragments',
  async run({ port }) {
    const levels = repeat(40, (level) => {
      const next = `things { ...f${level + 1} }`;
      return `fragment f${level} on Thing { ${level < 39 ? `a: ${next} b: ${next}` : 'id'} }`;
    });
    const chain = repeat(
      5000,
      (level) => `fragment f${level} on Thing { id ${level < 4999 ? `...f${level + 1}` : ''} }`,
    );
    return tally([
      await post(port, `{ things { ...f0 } } ${levels}`),
      await post(port, `{ things { ...f0 } } ${chain}`),
    ]);
  },
};

const overlappingFields: Attack = {
  name: '2,000 overlapping inline fragments, five times',
  async run({ port }) {
    const responses: string[] = [];
    for (let sent = 0; sent < 5; sent++) {
      const inline = repeat(2000, (index) => `... on Thing { things { id n${index}: name } }`);
      responses.push(await post(port, fresh(`things { ${inline} }`)));
    }
    return tally(responses);
  },
};

export const largeOperations: readonly Attack[] = [
  abandonedAliases,
  // Within and above the default limits.
  failingAliases(20),
  failingAliases(9000),
  abandonedPlans,
  introspection,
  echoedInput,
  fragments,
  overlappingFields,
];
