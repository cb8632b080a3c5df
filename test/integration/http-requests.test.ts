import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import type { Bff } from '../../shared/index.ts';
import { startClient } from '../support/harbour-client.ts';
import { type HttpMessage, type HttpResponse, sendHttp } from '../support/send-http.ts';
import { valueAt } from '../support/send-query.ts';

const json = { 'content-type': 'application/json' };
const bodyLimitBytes = 256 * 1024;
const preflighted = { 'apollo-require-preflight': 'true' };

// Only headers that clients send may contain such a name.
const inside = /node_modules|\n +at |\.[cm]?[jt]s:\d|fastify|FST_|(?<!x-)apollo(?!-require)|undici|ECONN/i;

let estate: Estate;
let web: Bff;

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  web = await startClient('web', estate);
});
after(async () => {
  await web?.close();
  await estate?.close();
});

/** No response may contain internal details. */
async function send(path: string, message: HttpMessage = {}): Promise<HttpResponse> {
  const response = await sendHttp(`${web.url}${path}`, message);
  assert.doesNotMatch(response.text, inside);
  for (const name of ['server', 'x-powered-by', 'set-cookie'])
    assert.equal(response.headers[name], undefined);
  return response;
}

function post(body: string, headers: HttpMessage['headers'] = json): Promise<HttpResponse> {
  return send('/graphql', { method: 'POST', headers, body });
}

function query(text: string): string {
  return JSON.stringify({ query: text });
}

/** A response of the error table: its status and its code, and no data. */
function refused({ status, text }: HttpResponse, expectedStatus: number, code: string): void {
  const body: unknown = JSON.parse(text);
  assert.deepEqual([status, valueAt(body, 'errors.0.extensions.code')], [expectedStatus, code], text);
  assert.equal(valueAt(body, 'data'), undefined);
}

function isServed({ status, text }: HttpResponse, data: unknown): void {
  assert.equal(status, 200, text);
  assert.deepEqual(JSON.parse(text), { data });
}

describe('GraphQL over HTTP', () => {
  it('a query is executed by POST and by GET', async () => {
    const data = { __typename: 'Query' };
    isServed(await post(query('{ __typename }')), data);
    isServed(
      await post(query('{ __typename }'), { 'content-type': 'application/json; charset=UTF-8' }),
      data,
    );
    const search = new URLSearchParams({
      query: 'query Q($id: ID!) { product(id: $id) { id } } query R { categories { id } }',
      variables: '{"id":"product-7"}',
      operationName: 'Q',
    });
    isServed(await send(`/graphql?${search}`, { headers: preflighted }), { product: { id: 'product-7' } });
  });

  it('a mutation by GET is refused', async () => {
    const mutation = encodeURIComponent('mutation { addToWishlist(productId: "product-1") { itemCount } }');
    const response = await send(`/graphql?query=${mutation}`, { headers: preflighted });
    refused(response, 405, 'METHOD_NOT_ALLOWED');
    assert.equal(response.headers.allow, 'POST');
  });

  it('other methods are refused with 405 and the allowed methods', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const response = await send('/graphql', { method, headers: json });
      refused(response, 405, 'METHOD_NOT_ALLOWED');
      assert.equal(response.headers.allow, 'GET, POST');
    }
    assert.equal((await send('/graphql', { method: 'HEAD' })).status, 405);
  });

  it('unknown and malformed paths are refused with 404', async () => {
    for (const path of ['/', '/graphql/', '/graphiql', '/metrics', '/..%2fetc', '/%zz', '/__proto__']) {
      const response = await send(path, { headers: { 'x-request-id': 'mine' } });
      refused(response, 404, 'NOT_FOUND');
      assert.equal(response.headers['x-request-id'], 'mine');
    }
  });

  it('a body is accepted up to the limit, with a declared length or chunked, and refused beyond it', async () => {
    const fits = query('{ __typename }').padEnd(bodyLimitBytes);
    assert.equal((await post(fits)).status, 200);
    assert.equal((await post(fits, { ...json, 'content-length': bodyLimitBytes })).status, 200);
    const chunked = { method: 'POST', headers: json, body: `${fits} `, isOpen: true };
    refused(await send('/graphql', chunked), 413, 'PAYLOAD_TOO_LARGE');
    const declared = { ...chunked, headers: { ...json, 'content-length': bodyLimitBytes + 1 }, body: '{' };
    refused(await send('/graphql', declared), 413, 'PAYLOAD_TOO_LARGE');
  });

  it('a compressed body is refused', async () => {
    for (const encoding of [
      'gzip',
      'br',
      'deflate',
      'zstd',
      'compress',
      'x-gzip',
      'gzip, br',
      'GZIP',
      'nonsense',
    ]) {
      const headers = { ...json, 'content-encoding': encoding };
      refused(await post(query('{ __typename }'), headers), 415, 'UNSUPPORTED_CONTENT_ENCODING');
    }
    assert.equal(
      (await post(query('{ __typename }'), { ...json, 'content-encoding': 'identity' })).status,
      200,
    );
  });

  it('only JSON in UTF-8 is accepted as content type', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/graphql',
      'application/graphql-response+json',
      'application/json; charset=utf-16',
      'application/jsonp',
      'text/html, application/json',
      '/',
    ]) {
      const response = await post(query('{ __typename }'), { 'content-type': type });
      refused(response, 415, 'UNSUPPORTED_MEDIA_TYPE');
    }
    refused(await post(query('{ __typename }'), {}), 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('JSON that is not a GraphQL request, and invalid JSON, are refused with 400', async () => {
    const bodies = ['', '{', '{"query":', '\u0000', '"x"', '7', 'null', '{}', '{"query":1}', '{"query":""}'];
    for (const part of ['"variables":[]', '"variables":"{}"', '"operationName":5', '"extensions":1']) {
      bodies.push(`{"query":"{ __typename }",${part}}`);
    }
    for (const body of bodies) {
      const response = await post(body);
      refused(response, 400, 'BAD_REQUEST');
      assert.equal(response.headers['cache-control'], 'no-store');
    }
    refused(await post(`[${query('{ __typename }')}]`), 400, 'BATCHING_DISABLED');
    refused(await post('[]'), 400, 'BATCHING_DISABLED');
  });

  it('the errors of an invalid document name its problems', async () => {
    refused(await post(query('{')), 400, 'GRAPHQL_PARSE_FAILED');
    refused(await post(query('{ nothing }')), 400, 'GRAPHQL_VALIDATION_FAILED');
    refused(await post(query('subscription { anything }')), 400, 'GRAPHQL_VALIDATION_FAILED');
    refused(await post(query('query ($id: ID!) { product(id: $id) { id } }')), 400, 'BAD_USER_INPUT');
    const two = 'query A { __typename } query B { __typename }';
    refused(await post(query(two)), 400, 'OPERATION_RESOLUTION_FAILURE');
    refused(
      await post(JSON.stringify({ query: two, operationName: 'C' })),
      400,
      'OPERATION_RESOLUTION_FAILURE',
    );
  });

  it('the media type of the response is the one that the client accepts', async () => {
    const graphql = 'application/graphql-response+json';
    for (const [accept, type] of [
      [undefined, 'application/json'],
      ['*/*', 'application/json'],
      ['application/json', 'application/json'],
      [graphql, graphql],
      [`${graphql}, application/json;q=0.9`, graphql],
    ] as const) {
      const headers = { ...json, ...(accept && { accept }) };
      for (const document of ['{ __typename }', '{ nothing }']) {
        const response = await post(query(document), headers);
        assert.equal(response.headers['content-type'], `${type}; charset=utf-8`, `${accept} ${document}`);
      }
    }
  });

  it('a refused operation has status 200 if the client requests application/json by name', async () => {
    const graphql = 'application/graphql-response+json';
    for (const [accept, status] of [
      [undefined, 400],
      ['*/*', 400],
      ['application/*', 400],
      [graphql, 400],
      [`${graphql}, application/json;q=0.9`, 400],
      ['application/json', 200],
      ['text/html, application/json;q=0.9, */*;q=0.8', 200],
    ] as const) {
      const headers = { ...json, ...(accept && { accept }) };
      for (const document of ['{', '{ nothing }', 'query ($id: ID!) { product(id: $id) { id } }']) {
        const response = await post(query(document), headers);
        assert.deepEqual([response.status, valueAt(JSON.parse(response.text), 'data')], [status, undefined]);
        assert.equal(response.headers['cache-control'], 'no-store');
      }
      refused(await post('{}', headers), 400, 'BAD_REQUEST');
    }
  });

  it('a mutation is not executed if the client accepts no available media type', async () => {
    const accounts = estate.service('accounts');
    await accounts.clearRequests();
    const graphql = 'application/graphql-response+json';
    for (const accept of [
      'text/html',
      'application/json;q=0',
      'application/json;q=zz',
      'application/json; charset=latin1',
      `${graphql};charset=utf-16`,
      `${graphql};version=2, */*;charset=ascii`,
      'image/*, application/xml',
    ]) {
      const mutation = query('mutation { addToWishlist(productId: "product-1") { itemCount } }');
      refused(await post(mutation, { ...json, accept }), 406, 'NOT_ACCEPTABLE');
    }
    assert.deepEqual(await accounts.requests(), []);
  });

  it('a URL that is too long is refused', async () => {
    const path = `/graphql?query=${'a'.repeat(8192)}`;
    refused(await send(path, { headers: preflighted }), 414, 'URI_TOO_LONG');
    refused(await send(`${path}${'a'.repeat(16_384)}`), 431, 'HEADERS_TOO_LARGE');
  });

  it('a harmless request id is retained, any other is replaced, and every response has one', async () => {
    const idOf = async (given?: string): Promise<unknown> =>
      (await post(query('{ __typename }'), { ...json, ...(given && { 'x-request-id': given }) })).headers[
        'x-request-id'
      ];
    assert.equal(await idOf('a-1.B:2_c'), 'a-1.B:2_c');
    for (const given of [undefined, 'a b', '"', '{}', 'a'.repeat(129), 'ä']) {
      assert.match(String(await idOf(given)), /^[0-9a-f-]{36}$/);
    }
    const encoded = {
      method: 'POST',
      headers: { ...json, 'content-encoding': 'br', 'x-request-id': 'mine' },
    };
    for (const message of [encoded, { headers: { 'x-request-id': 'mine' } }]) {
      assert.equal((await send('/graphql', message)).headers['x-request-id'], 'mine');
    }
  });

  it('the server is alive and ready', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const { status, text } = await send(path);
      assert.deepEqual([status, JSON.parse(text)], [200, { status: 'UP' }]);
    }
  });

  it('names of the prototype chain are treated as ordinary names', async () => {
    const document = `query __proto__($id: ID!, $__proto__: Int = 1, $constructor: Int = 2) {
      product(id: $id) {
        __proto__: sku
        constructor: title
        price { __proto__: current { toString: amount } }
        rating { hasOwnProperty: average }
        reviews(first: $__proto__) { __proto__: nodes { constructor: id } }
        related(first: $constructor) { __proto__: product { __proto__: id valueOf: title } }
      }
    }`;
    const variables =
      '{"id":"product-1","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    const body = (given: string): string =>
      `{"query":${JSON.stringify(document)},"variables":${given},"__proto__":{"polluted":1}}`;
    refused(await post(body(variables)), 400, 'BAD_USER_INPUT');
    const { status, text } = await post(body('{"id":"product-1"}'));
    assert.equal(status, 200, text);
    const product = valueAt(JSON.parse(text), 'data.product');
    assert.ok(typeof product === 'object' && product !== null);
    assert.equal(Object.getOwnPropertyDescriptor(product, '__proto__')?.value, 'HB-000001');
    const related: unknown = valueAt(product, 'related');
    assert.match(JSON.stringify(related), /^\[\{"__proto__":\{"__proto__":"product-\d+","valueOf":"/);
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });
});
