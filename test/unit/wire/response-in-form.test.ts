import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { IncomingRequest, OutgoingResponse } from '../../../shared/core/http/http-messages.ts';
import { ResponseBody } from '../../../shared/core/http/response-body.ts';
import { Cancellation } from '../../../shared/core/runtime/cancellation.ts';
import { createWire, type Wire } from '../../../shared/wire/create-wire.ts';
import { decode } from '../../../shared/wire/decode/decode.ts';
import { encodeResponse } from '../../../shared/wire/encode-response.ts';
import { bytesOf } from '../../support/bytes-of.ts';

const graphql = 'application/graphql-response+json; charset=utf-8';
const compact = 'application/vnd.frontage.compact+json';
const delta = 'application/vnd.frontage.delta+json';

function wireFor(context: TestContext): Wire {
  const wire = createWire({ compact: true, delta: true, basesBytes: 1024 * 1024 });
  context.after(() => wire.close());
  return wire;
}

function requestWith(headers: Readonly<Record<string, string>>): IncomingRequest {
  const cancellation = new Cancellation();
  const search = '?id=1';
  return {
    requestId: '1',
    method: 'GET',
    pathVersion: undefined,
    search,
    headers,
    body: undefined,
    cancellation,
  };
}

function responseOf(body: string, headers: Readonly<Record<string, string>> = {}): OutgoingResponse {
  return {
    status: 200,
    headers: { 'content-type': graphql, 'cache-control': 'private, max-age=30', ...headers },
    upstreamHeaders: new Map(),
    body: new ResponseBody(Buffer.from(body)),
    upstreamCalls: 1,
    errorCodes: [],
    degraded: [],
  };
}

function prices(first: number): string {
  const items = Array.from({ length: 40 }, (_, index) => ({
    id: `item-${index}`,
    price: index === 0 ? first : 5,
    note: null,
  }));
  return JSON.stringify({ data: { items } });
}

describe('encodeResponse, for a request,', () => {
  it('replaces a wire form in Accept by the plain form', (t) => {
    const request = requestWith({ accept: `${compact}, application/json`, 'x-other': 'kept' });
    const formed = encodeResponse(wireFor(t), request);
    assert.deepEqual(formed.request.headers, {
      accept: 'application/graphql-response+json',
      'x-other': 'kept',
    });
    assert.equal(request.headers['accept'], `${compact}, application/json`);
  });

  it('does not modify a request for the plain form', (t) => {
    const request = requestWith({ accept: 'application/json' });
    assert.equal(encodeResponse(wireFor(t), request).request, request);
  });
});

describe('encodeResponse, for a response,', () => {
  it('names the base of a delta, sets the ETag of the new result, and forbids caching', (t) => {
    const wire = wireFor(t);
    const respond = (
      text: string,
      etag: string,
      headers: Readonly<Record<string, string>>,
    ): OutgoingResponse =>
      encodeResponse(wire, requestWith({ accept: `${delta}, ${compact};q=0.9`, ...headers })).form(
        responseOf(text, { etag }),
        'ann',
      );
    const first = respond(prices(1), '"a"', {});
    assert.equal(first.headers['content-type'], `${compact}; v=1`);
    assert.equal(first.headers['etag'], 'W/"a"');
    assert.equal(first.headers['cache-control'], 'private, max-age=30');
    const base = decode(JSON.parse(String(bytesOf(first))));

    const second = respond(prices(2), 'W/"b"', { 'if-none-match': 'W/"a"' });
    assert.deepEqual(second.headers, {
      'content-type': `${delta}; v=1`,
      'cache-control': 'no-store',
      'frontage-delta-base': 'W/"a"',
      etag: 'W/"b"',
      vary: 'accept',
    });
    assert.equal(JSON.stringify(decode(JSON.parse(String(bytesOf(second))), base)), prices(2));
    assert.equal(second.status, 200);
    assert.equal(second.upstreamCalls, 1);
  });

  it('does not modify a response without a body, or whose body is not a result', (t) => {
    const { form } = encodeResponse(wireFor(t), requestWith({ accept: compact }));
    const notModified = { ...responseOf('', { etag: 'W/"a"' }), status: 304 };
    assert.deepEqual(form(notModified, undefined), {
      ...notModified,
      headers: { ...notModified.headers, vary: 'accept' },
    });
    const html = { ...responseOf(prices(1)), headers: { 'content-type': 'text/html' } };
    assert.equal(form(html, undefined).body, html.body);
  });

  it('adds Accept to the Vary header in every form', (t) => {
    const wire = wireFor(t);
    for (const accept of [compact, 'application/json']) {
      const { form } = encodeResponse(wire, requestWith({ accept }));
      for (const [vary, expected] of [
        [undefined, 'accept'],
        ['Accept-Encoding', 'Accept-Encoding, accept'],
        ['accept, Origin', 'accept, Origin'],
        ['*', '*'],
      ] as const) {
        const response = form(responseOf(prices(1), vary === undefined ? {} : { vary }), undefined);
        assert.equal(response.headers['vary'], expected);
      }
    }
  });
});
