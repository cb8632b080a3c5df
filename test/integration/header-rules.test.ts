import assert from 'node:assert/strict';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { loadSettings, StartError } from '../../shared/index.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { sendHttp } from '../support/send-http.ts';
import { sendQuery } from '../support/send-query.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

/** A graph of two subgraphs with these settings; returns the URL of its process. */
async function startGraph(
  context: TestContext,
  settings: string,
  one: RequestListener,
  two: RequestListener = one,
): Promise<string> {
  const services = [
    { name: 'one', url: await httpUpstream(context, one), typeDefs: parse('type Query { a: Int }') },
    { name: 'two', url: await httpUpstream(context, two), typeDefs: parse('type Query { b: Int }') },
  ];
  const { supergraphSdl = '' } = composeServices(services);
  const directory = temporaryFiles(context, {
    'graph.graphql': supergraphSdl,
    'bff.yaml': `supergraph: ./graph.graphql\nlisten: { port: 0 }\nlogs: { level: silent }\nshutdown: { delay: 0s }\n${settings}`,
  });
  const bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  context.after(() => bff.close());
  return `${bff.url}/graphql`;
}

const query = (text: string, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ query: text }),
});

describe('header rules', () => {
  it('headers are forwarded to upstreams by the rules for all and for one, and not otherwise', async (context) => {
    const seen: Record<string, IncomingHttpHeaders> = {};
    const listen =
      (name: string, data: string): RequestListener =>
      ({ headers }, response) => {
        seen[name] = headers;
        response.end(`{"data":${data}}`);
      };
    const rules = `headers:
  all: { request: [{ propagate: { matching: 'x-.*' } }, { remove: { named: x-secret } }] }
  subgraphs:
    two: { request: [{ propagate: { named: accept-language, default: en } }, { insert: { name: x-app, value: bff } }] }
`;
    const url = await startGraph(context, rules, listen('one', '{"a":1}'), listen('two', '{"b":2}'));
    const headers = {
      'x-tenant': 't',
      'x-secret': 's',
      'x-hop': 'h',
      cookie: 'c=1',
      connection: 'x-hop, keep-alive',
      'x-request-timeout-ms': '1',
      'accept-encoding': 'br',
    };
    const { status, text } = await sendHttp(url, query('{ a b }', headers));
    assert.equal(status, 200, text);
    const { one = {}, two = {} } = seen;
    for (const upstream of [one, two]) {
      assert.equal(upstream['x-tenant'], 't');
      assert.equal(upstream['accept-encoding'], 'identity');
      assert.ok(Number(upstream['x-request-timeout-ms']) > 1);
      for (const name of ['x-secret', 'x-hop', 'cookie']) assert.equal(upstream[name], undefined, name);
    }
    assert.equal(one['accept-language'], undefined);
    assert.equal(two['accept-language'], 'en');
    assert.equal(two['x-app'], 'bff');
  });

  it('response headers are forwarded to clients by the rules, one cookie a line, and are not cached', async (context) => {
    const rules = `headers:
  all: { response: [{ propagate: { named: set-cookie } }, { propagate: { matching: '.*', merge: last } }] }
`;
    const listen =
      (data: string, cookie: string): RequestListener =>
      (_request, response) =>
        response
          .writeHead(200, {
            'set-cookie': [cookie, `${cookie}2`],
            'cache-control': 'max-age=9',
            'x-a': cookie,
          })
          .end(`{"data":${data}}`);
    const url = await startGraph(context, rules, listen('{"a":1}', 's'), listen('{"b":2}', 't'));
    const { headers } = await sendHttp(url, query('{ a b }'));
    assert.deepEqual([...(headers['set-cookie'] ?? [])].sort(), ['s', 's2', 't', 't2']);
    assert.match(String(headers['x-a']), /^[st]$/);
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(String(headers['content-type']), /json/);
    const without = await startGraph(context, '', listen('{"a":1}', 's'));
    const { headers: none } = await sendHttp(without, query('{ a }'));
    assert.equal(none['set-cookie'] ?? none['x-a'], undefined);
  });

  it('clients that share a response receive its headers, but only the first receives its cookies', async (context) => {
    const rules = `deduplication: { requests: true }
headers:
  all:
    request: [{ propagate: { named: x-tenant } }, { propagate: { named: cookie } }]
    response: [{ propagate: { named: set-cookie } }, { propagate: { named: x-a } }]
`;
    const held: (() => void)[] = [];
    const url = await startGraph(context, rules, (_request, response) => {
      const headers = { 'set-cookie': 's=1', 'x-a': '1' };
      held.push(() => response.writeHead(200, headers).end('{"data":{"a":1}}'));
    });
    const who: Record<string, string>[] = [
      { 'x-tenant': 't' },
      { 'x-tenant': 't' },
      { 'x-tenant': 'u' },
      { 'x-tenant': 't', cookie: 'c=1' },
      { 'x-tenant': 't', cookie: 'c=1' },
    ];
    const pending = who.map((headers) => sendHttp(url, query('{ a }', headers)));
    while (held.length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
    // Long enough for a request to make a call of its own, if it were not shared.
    for (let count = 0; count < 3; count += 1) await sendQuery(url, '{ __typename }');
    assert.equal(held.length, 4, 'requests are shared only for the same tenant and without cookies');
    for (const respond of held) respond();
    const responses = await Promise.all(pending);
    for (const { headers } of responses) assert.equal(headers['x-a'], '1');
    const cookies = responses.map(({ headers }) => headers['set-cookie']?.length ?? 0);
    assert.equal(cookies.slice(0, 2).sort().join(), '0,1');
    assert.deepEqual(cookies.slice(2), [1, 1, 1]);
  });
});

describe('invalid header rules', () => {
  const wrong: [string, RegExp][] = [
    ['all: { request: [{}] }', /headers\.all\.request\.0: found none; allowed is one of propagate/],
    [
      'all: { request: [{ insert: { name: a, value: b }, remove: { named: a } }] }',
      /found insert and remove; allowed is one/,
    ],
    [
      'all: { request: [{ propagate: {} }] }',
      /propagate: found neither; allowed is one of named and matching/,
    ],
    ['all: { request: [{ remove: { named: a, matching: b } }] }', /remove: found both/],
    [
      'all: { request: [{ propagate: { matching: a, rename: b } }] }',
      /rename: it applies to one header and requires named/,
    ],
    // This would never end on a name that a client crafted for it.
    [
      "all: { request: [{ propagate: { matching: '(a+)+b' } }] }",
      /allowed is a regular expression without groups/,
    ],
    ["all: { request: [{ propagate: { matching: 'a*a*a*b' } }] }", /at most two of \* \+ \? \{/],
    ['all: { request: [{ propagate: { named: host } }] }', /found "host"; rules must not set/],
    ['all: { request: [{ propagate: { named: a, rename: x-request-timeout-ms } }] }', /rules must not set/],
    ['subgraphs: { a: { response: [{ insert: { name: cache-control, value: b } }] } }', /"cache-control"/],
    ['all: { request: [{ insert: { name: a, value: "b\\nc" } }] }', /not allowed in a header value/],
  ];
  for (const [rules, message] of wrong) {
    it(rules, (context) => {
      const directory = temporaryFiles(context, { 'bff.yaml': `supergraph: x\nheaders: { ${rules} }\n` });
      assert.throws(
        () => loadSettings(join(directory, 'bff.yaml')),
        (error) => error instanceof StartError && message.test(error.message),
        String(message),
      );
    });
  }

  it('header rules for an unknown upstream are refused', async (context) => {
    const rules = 'headers: { subgraphs: { tow: {} } }\n';
    await assert.rejects(
      startGraph(context, rules, () => {}),
      /headers\.subgraphs\.tow.*did you mean two/,
    );
  });
});
