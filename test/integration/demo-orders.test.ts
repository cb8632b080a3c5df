import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import {
  type GraphqlResponse,
  listAt,
  type QueryOptions,
  sendQuery,
  valueAt,
} from '../support/send-query.ts';

const PLACE = `mutation ($input: PlaceOrderInput!) {
  placeOrder(input: $input) { id number status total { amount } lines { product { sku } unitPrice { amount } } }
}`;

let estate: Estate;

function orders(text: string, options?: QueryOptions): Promise<GraphqlResponse> {
  return sendQuery(estate.service('orders').url, text, options);
}

function place(subject: string, input: Readonly<Record<string, unknown>>): Promise<GraphqlResponse> {
  return orders(PLACE, { subject, variables: { input } });
}

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
});
after(() => estate.close());

describe('visibility of orders', () => {
  it('a user sees only their own orders, newest first', async () => {
    const { body } = await orders('{ orders(first: 100) { totalCount nodes { id placedAt } } }', {
      subject: 'user-1',
    });
    const placed = listAt(body, 'data.orders.nodes').map((order) => String(valueAt(order, 'placedAt')));
    assert.ok(placed.length > 20);
    assert.deepEqual(placed, placed.toSorted().reverse());
    const id = valueAt(body, 'data.orders.nodes.0.id');
    const stranger = await orders(`{ order(id: "${id}") { id } }`, { subject: 'user-500' });
    assert.deepEqual(stranger.body, { data: { order: null } });
  });

  it('a partner sees the orders that it placed', async () => {
    const { body } = await orders('{ orders { totalCount nodes { id } } }', { subject: 'partner-3' });
    assert.equal(listAt(body, 'data.orders.nodes').length, 20);
    const id = valueAt(body, 'data.orders.nodes.0.id');
    assert.deepEqual((await orders(`{ order(id: "${id}") { id } }`, { subject: 'partner-4' })).body, {
      data: { order: null },
    });
  });

  it('a request without a subject sees no orders', async () => {
    assert.deepEqual((await orders('{ orders { totalCount } }')).codes, ['UNAUTHENTICATED']);
    assert.deepEqual((await orders('{ order(id: "order-1") { id } }')).codes, ['UNAUTHENTICATED']);
    assert.deepEqual((await place('', { lines: [{ sku: 'HB-000001' }] })).codes, ['UNAUTHENTICATED']);
  });

  it('a filter by status changes the count', async () => {
    const { body } = await orders(
      '{ all: orders { totalCount } cancelled: orders(status: CANCELLED) { totalCount } }',
      {
        subject: 'user-1',
      },
    );
    assert.ok(
      Number(valueAt(body, 'data.all.totalCount')) > Number(valueAt(body, 'data.cancelled.totalCount')),
    );
  });
});

describe('placeOrder', () => {
  it('placeOrder charges the amount that pricing returns, and the order is found afterwards', async () => {
    const placed = await place('user-20', {
      lines: [{ sku: 'HB-000002', quantity: 2 }, { sku: 'HB-000003' }],
    });
    const response = await fetch(`${estate.service('pricing').url}/v1/prices:batch`, {
      method: 'POST',
      body: JSON.stringify({ skus: ['HB-000002', 'HB-000003'] }),
    });
    const [two, three] = listAt(await response.json(), 'prices').map((price) =>
      Number(valueAt(price, 'currentMinor')),
    );
    const order = valueAt(placed.body, 'data.placeOrder');
    assert.equal(valueAt(order, 'lines.0.unitPrice.amount'), two);
    assert.equal(valueAt(order, 'total.amount'), (two ?? 0) * 2 + (three ?? 0));
    const { body } = await orders('{ orders(first: 1) { nodes { id status } } }', { subject: 'user-20' });
    assert.deepEqual(valueAt(body, 'data.orders.nodes.0'), { id: valueAt(order, 'id'), status: 'PLACED' });
  });

  it('placeOrder returns the same order for the same idempotency key, and refuses different lines', async () => {
    const input = { lines: [{ sku: 'HB-000004' }], idempotencyKey: 'once' };
    const first = await place('partner-2', input);
    const second = await place('partner-2', input);
    assert.deepEqual(second.body, first.body);
    const other = await place('partner-2', { ...input, lines: [{ sku: 'HB-000005' }] });
    assert.deepEqual(other.codes, ['IDEMPOTENCY_CONFLICT']);
    const somebodyElse = await place('partner-5', input);
    assert.notDeepEqual(somebodyElse.body, first.body);
  });

  it('placeOrder refuses lines that cannot be ordered', async () => {
    const wrong = [
      { lines: [] },
      { lines: [{ sku: 'HB-999999' }] },
      { lines: [{ sku: 'HB-000001', quantity: 0 }] },
      { lines: [{ sku: 'HB-000001', quantity: 100 }] },
      { lines: [{ sku: 'HB-000001' }], country: 'usa' },
      { lines: [{ sku: 'HB-000001' }], idempotencyKey: 'k'.repeat(256) },
    ];
    for (const input of wrong) {
      assert.deepEqual((await place('user-1', input)).codes, ['BAD_USER_INPUT'], JSON.stringify(input));
    }
  });
});

describe('cancelOrder', () => {
  const cancel = (id: unknown, subject: string): Promise<GraphqlResponse> =>
    orders(`mutation { cancelOrder(id: "${id}") { status } }`, { subject });

  it('cancelOrder cancels an order that is not shipped, and is idempotent', async () => {
    const placed = await place('user-30', { lines: [{ sku: 'HB-000006' }] });
    const id = valueAt(placed.body, 'data.placeOrder.id');
    assert.deepEqual((await cancel(id, 'user-31')).codes, ['NOT_FOUND']);
    for (let times = 0; times < 2; times += 1) {
      assert.equal(valueAt((await cancel(id, 'user-30')).body, 'data.cancelOrder.status'), 'CANCELLED');
    }
    const { body } = await orders(`{ order(id: "${id}") { status } }`, { subject: 'user-30' });
    assert.equal(valueAt(body, 'data.order.status'), 'CANCELLED');
  });

  it('cancelOrder refuses an order that is shipped', async () => {
    const { body } = await orders('{ orders(first: 1, status: DELIVERED) { nodes { id } } }', {
      subject: 'user-1',
    });
    const { codes } = await cancel(valueAt(body, 'data.orders.nodes.0.id'), 'user-1');
    assert.deepEqual(codes, ['ORDER_NOT_CANCELLABLE']);
  });
});
