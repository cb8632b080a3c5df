import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { memoryPressure } from '../../../shared/core/channels.ts';
import {
  createWire,
  type EncodedResponse,
  type Wire,
  type WireOptions,
} from '../../../shared/wire/create-wire.ts';
import { decode } from '../../../shared/wire/decode/decode.ts';
import type { WireForm } from '../../../shared/wire/read-accept.ts';
import { anyResult } from './random-json.ts';

function wireFor(context: TestContext, options: Partial<WireOptions> = {}): Wire {
  const wire = createWire({ compact: true, delta: true, basesBytes: 1024 * 1024, ...options });
  context.after(() => wire.close());
  return wire;
}

interface EncodeOptions {
  readonly etag?: string;
  readonly user?: string;
  readonly ifNoneMatch?: string;
  readonly forms?: readonly WireForm[];
  readonly acceptsPlain?: boolean;
}

function encode(wire: Wire, body: string, options: EncodeOptions = {}): EncodedResponse | undefined {
  const { etag, user, ifNoneMatch, forms = ['delta', 'compact'], acceptsPlain = true } = options;
  return wire.encode({ body: Buffer.from(body), etag, user, ifNoneMatch }, { forms, acceptsPlain });
}

function decoded(response: EncodedResponse | undefined, base?: string): string {
  assert.ok(response);
  return JSON.stringify(
    decode(JSON.parse(String(response.body)), base === undefined ? undefined : JSON.parse(base)),
  );
}

/** Returns a response body of about 65 bytes for each item. */
function shelf(count: number, price = 100): string {
  const items = Array.from({ length: count }, (_, index) => ({
    id: `item-${index}`,
    title: `Item number ${index}`,
    price: index === 3 ? price : index,
    discount: null,
  }));
  return JSON.stringify({ data: { items } });
}

describe('a response to a request for the compact form', () => {
  it('is compact if that is shorter', (t) => {
    const wire = wireFor(t);
    const plain = shelf(40);
    const response = encode(wire, plain);
    assert.equal(response?.contentType, 'application/vnd.frontage.compact+json; v=1');
    assert.deepEqual(response.headers, {});
    assert.equal(decoded(response), plain);
    assert.ok(response.body.length < plain.length / 2);
  });

  it('is plain if the body is small, hardly longer than the compact form, or very long', (t) => {
    const wire = wireFor(t);
    const different = JSON.stringify({
      data: { texts: Array.from({ length: 300 }, (_, index) => `${index}${index}`) },
    });
    for (const plain of [shelf(3), different, shelf(20_000)]) {
      assert.equal(encode(wire, plain), undefined);
      const only = encode(wire, plain, { forms: ['compact'], acceptsPlain: false });
      assert.equal(only?.contentType, 'application/vnd.frontage.compact+json; v=1');
      assert.equal(String(only.body), plain);
      assert.equal(decoded(only), plain);
    }
  });

  it('is plain if the text is not the canonical JSON of its value', (t) => {
    const wire = wireFor(t);
    const items = shelf(40).slice('{"data":'.length, -1);
    for (const part of [
      '1.0',
      '1e400',
      '-0',
      '12345678901234567890',
      '{"a":1,"a":2}',
      '{"b":1,"1":2}',
      '"\\u0041"',
      '1 ',
    ]) {
      assert.equal(encode(wire, `{"extensions":${part},"data":${items}}`), undefined, part);
    }
    assert.equal(
      encode(wire, `{"extensions":${'['.repeat(300)}${']'.repeat(300)},"data":${items}}`),
      undefined,
    );
    assert.equal(encode(wire, shelf(40).slice(1)), undefined);
    assert.equal(
      wire.encode(
        {
          body: Buffer.concat([Buffer.from(shelf(40)).subarray(0, -2), Buffer.from([0xff])]),
          etag: undefined,
          user: undefined,
          ifNoneMatch: undefined,
        },
        { forms: ['compact'], acceptsPlain: true },
      ),
      undefined,
    );
    assert.ok(encode(wire, `{"extensions":1,"data":${items}}`));
  });

  it('restores every result byte for byte', (t) => {
    const wire = wireFor(t);
    const items: unknown = JSON.parse(shelf(40));
    fc.assert(
      fc.property(anyResult, (result) => {
        const plain = JSON.stringify({ ...result, items });
        assert.equal(decoded(encode(wire, plain, { forms: ['compact'], acceptsPlain: false })), plain);
      }),
    );
  });
});

describe('a response to a request for the delta form', () => {
  it('is a delta if the client has a result that is still stored', (t) => {
    const wire = wireFor(t);
    const [first, second, third] = [shelf(40), shelf(40, 101), shelf(41, 102)];
    assert.equal(
      encode(wire, first, { etag: 'W/"1"' })?.contentType,
      'application/vnd.frontage.compact+json; v=1',
    );
    const response = encode(wire, second, { etag: 'W/"2"', ifNoneMatch: 'W/"0", W/"1"' });
    assert.equal(response?.contentType, 'application/vnd.frontage.delta+json; v=1');
    assert.deepEqual(response.headers, { 'frontage-delta-base': 'W/"1"', 'cache-control': 'no-store' });
    assert.equal(decoded(response, first), second);
    assert.ok(response.body.length < 100);
    // The form in which the base was sent does not matter.
    assert.equal(decoded(encode(wire, third, { etag: 'W/"3"', ifNoneMatch: '"2"' }), second), third);
  });

  it('has the next best form if the client has no stored result', (t) => {
    const wire = wireFor(t);
    encode(wire, shelf(40), { etag: 'W/"1"', user: 'ann' });
    encode(wire, shelf(40), { etag: 'W/"compact"', user: 'bob', forms: ['compact'] });
    for (const options of [
      {},
      { ifNoneMatch: '*' },
      { ifNoneMatch: 'W/"other"', user: 'ann' },
      { ifNoneMatch: 'W/"1"' },
      { ifNoneMatch: 'W/"1"', user: 'bob' },
      { ifNoneMatch: 'W/"compact"', user: 'bob' },
      { ifNoneMatch: '"2","3","4","5","1"', user: 'ann' },
    ]) {
      const response = encode(wire, shelf(40, 101), options);
      assert.equal(
        response?.contentType,
        'application/vnd.frontage.compact+json; v=1',
        JSON.stringify(options),
      );
      assert.equal(encode(wire, shelf(40, 101), { ...options, forms: ['delta'] }), undefined);
    }
    const delta = encode(wire, shelf(40, 101), { ifNoneMatch: 'W/"1"', user: 'ann' });
    assert.equal(delta?.contentType, 'application/vnd.frontage.delta+json; v=1');
  });

  it('has the next best form if most of the result has changed', (t) => {
    const wire = wireFor(t);
    encode(wire, shelf(40), { etag: '"1"' });
    const other = JSON.stringify({ data: { products: JSON.parse(shelf(50)) } });
    assert.equal(
      encode(wire, other, { ifNoneMatch: '"1"' })?.contentType,
      'application/vnd.frontage.compact+json; v=1',
    );
  });

  it('evicts the least recently used base when its memory is full, and all bases under memory pressure', (t) => {
    const wire = wireFor(t, { basesBytes: 8500 });
    const isKnown = (etag: string): boolean =>
      encode(wire, shelf(40, 101), { ifNoneMatch: etag, forms: ['delta'] }) !== undefined;
    encode(wire, shelf(40, 1), { etag: '"1"' });
    encode(wire, shelf(40, 2), { etag: '"2"' });
    assert.ok(isKnown('"1"') && isKnown('"2"') && isKnown('"1"'));
    encode(wire, shelf(40, 3), { etag: '"3"' });
    assert.deepEqual(['"1"', '"2"', '"3"'].map(isKnown), [true, false, true]);
    encode(wire, shelf(400), { etag: '"large"' });
    assert.deepEqual(['"1"', '"3"', '"large"'].map(isKnown), [true, true, false]);
    memoryPressure.publish({ heapUse: 0.9 });
    assert.deepEqual(['"1"', '"3"'].map(isKnown), [false, false]);
  });
});

describe('a form that is switched off', () => {
  it('is ignored in Accept', (t) => {
    const accept = 'application/vnd.frontage.delta+json, application/vnd.frontage.compact+json';
    assert.deepEqual(wireFor(t, { delta: false }).read(accept)?.forms, ['compact']);
    assert.deepEqual(wireFor(t, { compact: false }).read(accept)?.forms, ['delta']);
  });
});
