import type { Attack } from './attack.ts';
import { post, tally } from './send-requests.ts';

const times = 3;

/** `body`: the response of the subgraph to `query`. */
function hostileResponse(name: string, query: string, body: () => string): Attack {
  return {
    name: `${name}, ${times} times`,
    async run({ port, upstream }) {
      upstream.setResponse(Buffer.from(body()));
      const responses: string[] = [];
      for (let sent = 0; sent < times; sent++) responses.push(await post(port, query));
      return tally(responses);
    },
  };
}

const errorsOf = (errors: string): string => `{"data":{"hostile":null},"errors":[${errors}]}`;
const path = (length: number): string => JSON.stringify(Array(length).fill('a'));
const list = (item: string, count: number): string => `${`${item},`.repeat(count - 1)}${item}`;
const things = (items: string): string => `{"data":{"hostileThings":[${items}]}}`;

export const hostileResponses: readonly Attack[] = [
  hostileResponse('an error with a path of 20,000 parts', '{ hostile }', () =>
    errorsOf(`{"message":"x","path":${path(20_000)}}`),
  ),
  hostileResponse('100,000 errors', '{ hostile }', () =>
    errorsOf(list('{"message":"x","path":["hostile"]}', 100_000)),
  ),
  hostileResponse('an error with a message of 7 MB', '{ hostile }', () =>
    errorsOf(`{"message":"${'x'.repeat(7_000_000)}","path":["hostile"]}`),
  ),
  hostileResponse('a list of 2.6 million empty objects (8 MB)', '{ hostileThings { id } }', () =>
    things(list('{}', 2_600_000)),
  ),
  hostileResponse('4 million nested empty lists', '{ hostileThings { id } }', () =>
    things(list('[]', 2_600_000)),
  ),
  hostileResponse('100,000 objects with wrong types', '{ hostileThings { id name } }', () =>
    things(list('{"id":{},"name":[]}', 100_000)),
  ),
  hostileResponse('one object with 500,000 keys', '{ hostileThings { id } }', () =>
    things(`{${Array.from({ length: 500_000 }, (_, index) => `"k${index}":1`).join(',')}}`),
  ),
];
