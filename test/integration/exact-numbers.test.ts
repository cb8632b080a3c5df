import assert from 'node:assert/strict';
import { text as textOf } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { httpUpstream } from '../support/http-upstream.ts';
import { serveGraph } from '../support/serve-graph.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@external"])\n';

const rowsSdl = `${link}
  scalar BigInt
  scalar Any
  input In { id: ID v: BigInt f: Float }
  type Query {
    rows: [Row!]! any: Any float: Float int: Int ids: [ID] echo(v: BigInt, id: ID, f: Float, n: Int, in: In, list: [BigInt]): Any
  }
  type Row @key(fields: "id") { id: BigInt! size: BigInt }
`;
const namesSdl = `${link}
  scalar BigInt
  type Row @key(fields: "id") { id: BigInt! size: BigInt @external name: String double: String @requires(fields: "size") }
`;

const big = '9007199254740993';
const rows = [
  ['9007199254740993', '123456789012345678901'],
  ['9007199254740992', '0.12345678901234567890123'],
];

interface Served {
  readonly url: string;
  /** The argument that `echo` received, as text. */
  readonly sent: string[];
}

/** The upstreams write JSON as text, because JavaScript cannot represent these numbers. */
async function serve(context: TestContext): Promise<Served> {
  const sent: string[] = [];
  const rowsUrl = await httpUpstream(context, async (request, response) => {
    const body = await textOf(request);
    response.setHeader('content-type', 'application/json');
    const fields: Record<string, string> = {
      rows: `[${rows.map(([id, size]) => `{"__typename":"Row","id":${id},"size":${size}}`).join(',')}]`,
      any: `{"a":[${big},1e400],"b":{"c":-${big}},"d":1}`,
      float: '9223372036854775807',
      int: big,
      ids: `[${big},"${big}",12]`,
    };
    if (body.includes('echo')) {
      sent.push(body);
      const key = /(echo_\d+):/.exec(body)?.[1] ?? 'echo';
      response.end(`{"data":{"${key}":1}}`);
      return;
    }
    const requested = Object.keys(fields).filter((name) => new RegExp(`[{ ]${name}\\b`).test(body));
    response.end(`{"data":{${requested.map((name) => `"${name}":${fields[name]}`).join(',')}}}`);
  });
  const namesUrl = await httpUpstream(context, async (request, response) => {
    const body = await textOf(request);
    response.setHeader('content-type', 'application/json');
    const found = [...body.matchAll(/"id":([^,}]+)[^}]*?"size":([^,}]+)/g)];
    const entities = found.map(([, id, size]) => `{"name":"row ${id}","double":"${size}"}`);
    response.end(`{"data":{"_entities":[${entities.join(',')}]}}`);
  });
  const url = await serveGraph(context, [
    { name: 'rows', url: rowsUrl, sdl: rowsSdl },
    { name: 'names', url: namesUrl, sdl: namesSdl },
  ]);
  return { url, sent };
}

async function post(url: string, query: string, variables = '{}'): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
  });
  return response.text();
}

describe('numbers that JavaScript cannot represent', () => {
  it('numbers beyond double precision reach the client as an upstream sent them', async (context) => {
    const { url } = await serve(context);
    assert.equal(
      await post(url, '{ any ids float }'),
      `{"data":{"any":{"a":[${big},1e400],"b":{"c":-${big}},"d":1},"ids":["${big}","${big}","12"],"float":9223372036854775807}}`,
    );
  });

  it('numbers beyond double precision identify entities, and are passed on exactly by @requires', async (context) => {
    const { url } = await serve(context);
    const written = rows.map(([id, size]) => `{"id":${id},"name":"row ${id}","double":"${size}"}`);
    assert.equal(await post(url, '{ rows { id name double } }'), `{"data":{"rows":[${written.join(',')}]}}`);
  });

  it('numbers beyond double precision are not a valid Int', async (context) => {
    const { url, sent } = await serve(context);
    assert.match(await post(url, '{ int }'), /"RESPONSE_VALIDATION_FAILED".*"data":\{"int":null\}/);
    const query = 'query ($n: Int) { echo(n: $n) }';
    assert.match(await post(url, query, `{"n":${big}}`), /BAD_USER_INPUT/);
    assert.match(await post(url, query, '{"n":1e400}'), /BAD_USER_INPUT/);
    assert.deepEqual(sent, []);
  });

  it('numbers beyond double precision in variables, defaults and literals are sent as the client wrote them', async (context) => {
    const { url, sent } = await serve(context);
    await post(url, 'query ($v: BigInt) { echo(v: $v) }', `{"v":${big}}`);
    await post(url, `query ($v: BigInt = ${big}) { echo(v: $v) }`);
    await post(url, `{ echo(v: ${big}, id: ${big}, list: [${big}, 1, 0.12345678901234567890]) }`);
    await post(url, 'query ($in: In) { echo(in: $in) }', `{"in":{"id":${big},"v":${big},"f":${big}}}`);
    const [variable, usual, literal, input] = sent;
    assert.match(variable ?? '', new RegExp(`"v":${big}\\b`));
    assert.match(usual ?? '', new RegExp(`"v":${big}\\b`));
    assert.match(literal ?? '', new RegExp(`v:${big}\\b`));
    assert.match(literal ?? '', new RegExp(`id:${big}\\b`));
    assert.match(literal ?? '', new RegExp(`list:\\[${big} 1 0\\.12345678901234567890\\]`));
    assert.match(input ?? '', new RegExp(`"in":\\{"id":"${big}","v":${big},"f":9007199254740992\\}`));
  });

  it('numbers beyond double precision are distinguished in a query string', async (context) => {
    const { url, sent } = await serve(context);
    for (let last = 2; last < 5; last += 1) {
      const search = new URLSearchParams({
        query: 'query ($v: BigInt) { echo(v: $v) }',
        variables: `{"v":900719925474099${last}}`,
      });
      const response = await fetch(`${url}?${search}`, { headers: { 'apollo-require-preflight': 'true' } });
      assert.equal(await response.text(), '{"data":{"echo":1}}');
      assert.match(sent.at(-1) ?? '', new RegExp(`"v":900719925474099${last}\\b`));
    }
  });

  it('numbers beyond double precision in error paths and extensions have no effect', async (context) => {
    const upstream = await httpUpstream(context, (_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(
        `{"data":{"a":null},"errors":[{"message":"no","path":["a"],"extensions":{"code":"FORBIDDEN","n":${big}}}]}`,
      );
    });
    const url = await serveGraph(context, [{ name: 'a', url: upstream, sdl: 'type Query { a: Int }' }]);
    assert.match(await post(url, '{ a }'), /"code":"FORBIDDEN"/);
  });
});
