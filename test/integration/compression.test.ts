import assert from 'node:assert/strict';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { loadSettings } from '../../shared/index.ts';
import { cachedGraph } from '../support/cached-graph.ts';
import { sendHttp } from '../support/send-http.ts';

const decoders: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  br: (body) => brotliDecompressSync(body),
  gzip: (body) => gunzipSync(body),
  identity: (body) => body,
};

interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly encoding: string;
  /** The body, not decoded. */
  readonly body: Buffer;
  readonly text: string;
}

/** Requests a text of this many characters. */
async function served(context: TestContext, settings: object) {
  const { bff, calls } = await cachedGraph(context, settings);
  return {
    calls,
    url: bff.url,
    request(
      acceptEncoding: string | undefined,
      length = 5000,
      method = 'GET',
      more: OutgoingHttpHeaders = {},
    ) {
      const query = `{ text(length: ${length}) }`;
      const search = method === 'GET' ? `?${new URLSearchParams({ query })}` : '';
      return new Promise<Received>((resolve, reject) => {
        const outgoing = request(`${bff.url}/graphql${search}`, {
          method,
          agent: false,
          headers: {
            'content-type': 'application/json',
            ...(acceptEncoding !== undefined && { 'accept-encoding': acceptEncoding }),
            ...more,
          },
        });
        outgoing.on('error', reject);
        outgoing.on('response', (response) => {
          buffer(response).then((body) => {
            const { statusCode: status = 0, headers } = response;
            const encoding = headers['content-encoding'] ?? 'identity';
            resolve({ status, headers, encoding, body, text: String(decoders[encoding]?.(body)) });
          }, reject);
        });
        outgoing.end(method === 'GET' ? undefined : JSON.stringify({ query }));
      });
    },
  };
}

const expected = (length: number): string => JSON.stringify({ data: { text: 'text '.repeat(length / 5) } });

describe('a response is sent in the content coding that the client prefers', () => {
  for (const [accepted, encoding] of [
    [undefined, 'identity'],
    ['', 'identity'],
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP;Q=1.0, BR ; q=0.5', 'gzip'],
    ['gzip;q=0.8, br;q=0.8', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0, gzip;q=0.000', 'identity'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['*;q=0', 'identity'],
    ['*;q=0, gzip', 'gzip'],
    ['identity', 'identity'],
    ['identity, gzip;q=0.5', 'identity'],
    ['identity;q=0.5, gzip;q=0.5', 'gzip'],
    ['identity;q=0', 'identity'],
    ['deflate, zstd', 'identity'],
    ['br;q=2, gzip;q=none', 'identity'],
    ['br;q=0.001', 'br'],
  ] as const)
    it(`${accepted ?? 'no Accept-Encoding'}: ${encoding}`, async (context) => {
      const { request } = await served(context, {});
      for (const method of ['GET', 'POST']) {
        const response = await request(accepted, 5000, method);
        assert.equal(response.encoding, encoding);
        assert.equal(response.text, expected(5000));
        assert.equal(Number(response.headers['content-length']), response.body.length);
        assert.equal(response.headers.vary, 'accept-encoding');
        assert.ok(encoding === 'identity' || response.body.length < 1000);
      }
    });
});

describe('compression', () => {
  it('short responses are not compressed unless the client refuses the identity coding', async (context) => {
    const { request } = await served(context, {});
    const around = 1024 - expected(0).length;
    for (const [length, accepted, encoding] of [
      [around - (around % 5) - 5, 'br', 'identity'],
      [around - (around % 5) + 5, 'br', 'br'],
      [5, 'gzip', 'identity'],
      [5, 'gzip, identity;q=0', 'gzip'],
      [5, 'br, *;q=0', 'br'],
    ] as const) {
      const response = await request(accepted, length);
      assert.equal(response.encoding, encoding, `${length} ${accepted}`);
      assert.equal(response.text, expected(length));
    }
  });

  it('the settings can restrict compression to one coding, change its threshold, or switch it off', async (context) => {
    const { request } = await served(context, { compression: { encodings: ['gzip'], minimum: '4KB' } });
    assert.equal((await request('br, gzip')).encoding, 'gzip');
    assert.equal((await request('br')).encoding, 'identity');
    assert.equal((await request('br, gzip', 4000)).encoding, 'identity');
    const first = await served(context, { compression: { encodings: ['gzip', 'br'] } });
    assert.equal((await first.request('br, gzip')).encoding, 'gzip');
    const off = await served(context, { compression: { enabled: false } });
    const response = await off.request('br, gzip');
    assert.deepEqual([response.encoding, response.headers.vary], ['identity', undefined]);
  });

  it('long responses are compressed for concurrent requests and from the cache', async (context) => {
    const caching = { anonymous: { maxAge: '60s' }, responses: { enabled: true } };
    const { request, calls } = await served(context, { caching });
    const kinds = ['br', 'gzip', 'identity'];
    const all = await Promise.all([...kinds, ...kinds].map((kind) => request(kind, 1_000_000)));
    assert.deepEqual(
      all.map(({ encoding }) => encoding),
      [...kinds, ...kinds],
    );
    assert.ok(all.every(({ text }) => text === expected(1_000_000)));
    const before = calls();
    for (const kind of [...kinds, ...kinds]) {
      const cached = await request(kind, 1_000_000);
      assert.deepEqual([cached.encoding, cached.text === expected(1_000_000)], [kind, true]);
      assert.ok(cached.headers.age);
      assert.equal(cached.headers.etag, all[0]?.headers.etag);
    }
    assert.equal(calls(), before);
  });

  it('a compressed request body is refused and not decoded', async (context) => {
    const { request } = await served(context, {});
    for (const encoding of ['br', 'gzip', 'deflate'])
      assert.equal((await request('br', 5000, 'POST', { 'content-encoding': encoding })).status, 415);
  });

  it('errors, health checks and other methods are not compressed', async (context) => {
    const { url } = await served(context, {});
    const headers = { 'accept-encoding': 'br, gzip' };
    for (const [path, method, status] of [
      ['/graphql', 'HEAD', 405],
      ['/graphql', 'PUT', 405],
      ['/graphql', 'GET', 400],
      ['/healthz', 'GET', 200],
      ['/nowhere', 'GET', 404],
    ] as const) {
      const response = await sendHttp(`${url}${path}`, { method, headers });
      assert.deepEqual([response.status, response.headers['content-encoding']], [status, undefined]);
    }
  });

  it("the televisions' client uses gzip", () => {
    const encodingsOf = (client: string): unknown =>
      loadSettings(new URL(`../../../bffs/${client}/bff.yaml`, import.meta.url).pathname, {}, {}).compression
        .encodings;
    assert.deepEqual(encodingsOf('tv'), ['gzip']);
    assert.deepEqual(encodingsOf('web'), ['br', 'gzip']);
  });
});
