import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Bff, defaultSettings } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { exchange, onlyResponse } from '../support/exchange.ts';
import { startBff } from '../support/start-bff.ts';

const body = '{"query":"{ __typename }"}';
const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
const length = `Content-Length: ${body.length}`;

let bff: Bff;

before(async () => {
  const settings = defaultSettings({
    supergraph: join(projectRoot, 'schemas/supergraph.graphql'),
    listen: { port: 0 },
  });
  bff = await startBff({ ...settings, logs: { level: 'silent' } });
});
after(() => bff?.close());

interface Post {
  readonly version?: string;
  readonly target?: string;
  /** The value of `Host`; undefined for none. */
  readonly host?: string | undefined;
  readonly fields?: readonly string[];
  readonly content?: string;
}

function post({
  version = '1.1',
  target = '/graphql',
  fields = [length],
  content = body,
  ...rest
}: Post): string {
  const { host } = { host: 'a', ...rest };
  const hosts = host === undefined ? [] : [`Host: ${host}`];
  const lines = [`POST ${target} HTTP/${version}`, ...hosts, 'Content-Type: application/json', ...fields];
  return `${lines.join('\r\n')}\r\n\r\n${content}`;
}

const times = (count: number, line: string): string[] => Array.from({ length: count }, () => line);

async function refused(bytes: string, status: number, code: string, message: RegExp): Promise<void> {
  // The end of the stream shows that the server closed the connection: nothing else ends it for 65 s.
  const response = await onlyResponse(bff.url, bytes);
  assert.deepEqual([response.status, response.code], [status, code], response.body);
  assert.match(response.body, message);
  assert.equal(response.headers.get('connection'), 'close');
  assert.equal(response.headers.get('cache-control'), 'no-store');
}

async function accepted(bytes: string): Promise<void> {
  const response = await onlyResponse(bff.url, bytes);
  assert.deepEqual([response.status, response.body], [200, '{"data":{"__typename":"Query"}}']);
}

describe('A35 fields of a request', () => {
  // `Host` and `Content-Type` are two, `Content-Length` and `Connection` two more.
  const others = 100 - 4;

  it('A35 a request can have a hundred fields, and one with more is refused instead of truncated', async () => {
    await accepted(post({ fields: [length, 'Connection: close', ...times(others, 'a: b')] }));
    for (const count of [others + 1, 900, 1010, 2000, 3000]) {
      const fields = [length, 'Connection: close', ...times(count, 'a:')];
      const message = new RegExp(`The request has ${count + 4} header fields; at most 100 are allowed\\.`);
      await refused(post({ fields }), 431, 'HEADERS_TOO_LARGE', message);
    }
  });

  it('A35 fields are not hidden by earlier ones', async () => {
    for (const hidden of ['Authorization: Bearer x', 'Content-Encoding: br', 'Content-Length: 3']) {
      const fields = [length, ...times(1010, 'a:'), hidden];
      const { status } = await onlyResponse(bff.url, post({ fields }));
      assert.ok(status === 431 || status === 400, `${hidden}: ${status}`);
    }
  });

  it('A35 all fields together can have 16 KB', async () => {
    const fields = [length, `a: ${'b'.repeat(17_000)}`];
    await refused(post({ fields }), 431, 'HEADERS_TOO_LARGE', /too large/);
  });
});

describe('A28 names of fields', () => {
  it('A28 a field name with a character that a proxy turns into a hyphen, or the reverse, is refused', async () => {
    const alike = [
      'x_auth_subject',
      'x.auth.subject',
      'x-auth_subject',
      "x'auth",
      'x~auth',
      'x|a',
      'x^a',
      'x!',
      '_',
    ];
    for (const name of alike) {
      await refused(
        post({ fields: [length, `${name}: 1`] }),
        400,
        'BAD_REQUEST',
        /letters, digits and hyphens/,
      );
    }
    await accepted(post({ fields: [length, 'X-Auth-2: 1', 'connection: close'] }));
  });

  it('A28 a field that allows one line is refused with several', async () => {
    const second = [
      'Authorization: Bearer a\r\nauthorization: Bearer b',
      'HOST: b',
      'content-type: text/plain',
      'content-length: 3',
      'expect: 100-continue\r\nexpect: 100-continue',
      'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked',
      'user-agent: a\r\nUser-Agent: b',
    ];
    for (const lines of second) await refused(post({ fields: [length, lines] }), 400, 'BAD_REQUEST', /./);
  });
});

describe('A27 the end of a request', () => {
  const framed: Readonly<Record<string, Post>> = {
    'both a content length and chunked encoding': {
      fields: [length, 'Transfer-Encoding: chunked'],
      content: chunked,
    },
    'the same length twice': { fields: [length, length] },
    'a list of lengths': { fields: [`Content-Length: ${body.length}, ${body.length}`] },
    'a length with a sign': { fields: [`Content-Length: +${body.length}`] },
    'chunks of HTTP/1.0': { version: '1.0', fields: ['Transfer-Encoding: chunked'], content: chunked },
    'a coding before chunked': { fields: ['Transfer-Encoding: gzip, chunked'], content: chunked },
    'a coding after chunked': { fields: ['Transfer-Encoding: chunked, gzip'], content: chunked },
    'an unknown coding': { fields: ['Transfer-Encoding: xchunked'], content: chunked },
    'a parameter of chunked': { fields: ['Transfer-Encoding: chunked;a=b'], content: chunked },
    'a tab before chunked': { fields: ['Transfer-Encoding: \x0bchunked'], content: chunked },
    'a space before the colon': { fields: [`Content-Length : ${body.length}`] },
    'a folded line': { fields: [length, 'a: b\r\n c'] },
    'lines without CR': { fields: [`${length}\na: b`] },
    'another version': { version: '2.0' },
    'no version': { version: '0.9' },
    'an unknown expectation': { fields: [length, 'Expect: 200-maybe'] },
  };
  for (const [name, parts] of Object.entries(framed)) {
    it(`A27 ambiguous framing is refused: ${name}`, () => refused(post(parts), 400, 'BAD_REQUEST', /./));
  }

  it('A27 ambiguous framing is refused for a malformed path and for an unknown one', async () => {
    for (const target of ['/%zz', '/else']) {
      const fields = ['Transfer-Encoding: gzip, chunked'];
      await refused(post({ target, fields, content: chunked }), 400, 'BAD_REQUEST', /./);
    }
  });

  it('A27 the end of a chunked body, and of one after Expect, is found', async () => {
    const fields = ['Transfer-Encoding: Chunked', 'Connection: close'];
    await accepted(post({ fields, content: chunked }));
    const expecting = post({ fields: [length, 'Expect: 100-continue', 'Connection: close'] });
    const responses = await exchange(bff.url, expecting);
    assert.match(responses, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  });
});

describe('the host of a request', () => {
  it('a host is one name or address, and equals that of an absolute target', async () => {
    for (const host of [
      '',
      'a b',
      'a,b',
      'a/b',
      'user@a',
      'a:b',
      'a:70000',
      '[zz]',
      '[1:2]',
      '\xe9',
      'a?b',
      undefined,
    ]) {
      await refused(post({ host }), 400, 'BAD_REQUEST', /Host header/);
    }
    for (const target of [
      'http://b/graphql',
      'http://a:81/graphql',
      'http://u@a/graphql',
      'https:/graphql',
    ]) {
      await refused(post({ target }), 400, 'BAD_REQUEST', /./);
    }
  });

  it('a host can have a port, be an address, and occur in the target as well', async () => {
    const fields = [length, 'Connection: close'];
    for (const host of ['a:80', '127.0.0.1', '[::1]:4000', 'A_b.c-d']) await accepted(post({ host, fields }));
    await accepted(post({ host: 'A:80', target: 'http://a:80/graphql', fields }));
  });
});

it('every response has nosniff', async () => {
  const get = (target: string): string => `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;
  const requests = [
    post({ fields: [length, 'Connection: close'] }),
    ...['/healthz', '/readyz', '/graphql', '/graphql/abc', '/else', '/%zz', `/${'a'.repeat(9000)}`].map(get),
    'hello\r\n\r\n',
    post({ fields: ['Content-Length: 999999'], content: '' }),
  ];
  for (const bytes of requests) {
    const { headers } = await onlyResponse(bff.url, bytes);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', bytes.slice(0, 40));
  }
});
