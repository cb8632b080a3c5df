import type { Dataset } from '../data/dataset.ts';
import { lazy } from '../data/lazy.ts';
import { dollars } from '../data/money.ts';
import type { OrderLineRecord, OrderRecord } from '../data/orders.ts';
import { isUserId } from '../data/users.ts';
import type { OrderLineInput, PlaceOrderInput, Resolvers } from '../generated/orders.ts';
import type { Respond } from '../server/call.ts';
import { buildSubgraph } from './build-subgraph.ts';
import { requireSubject } from './caller.ts';
import { badInput, notFound, orderNotCancellable } from './graphql-problems.ts';
import { buildOrdersStore, isVisible } from './orders-store.ts';
import { pageOf } from './page.ts';
import { userStub } from './user-stub.ts';

const MAX_LINES = 100;
const MAX_QUANTITY = 99;
const MAX_KEY_CHARS = 255;

export function buildOrders(dataset: Dataset): Respond {
  return buildSubgraph('orders', buildResolvers(dataset));
}

function buildResolvers(dataset: Dataset): Resolvers {
  const store = buildOrdersStore(dataset);
  const { productBySku } = dataset.catalog();
  const shipmentByNumber = lazy(() => {
    const shipments = dataset.orders().flatMap((order) => order.shipments);
    return new Map(shipments.map((shipment) => [shipment.trackingNumber, shipment]));
  });

  function priced({ sku, quantity }: OrderLineInput): OrderLineRecord {
    const product = productBySku.get(sku);
    if (product === undefined) throw badInput(`there is no product with the sku "${sku}"`);
    if (quantity < 1 || quantity > MAX_QUANTITY) {
      throw badInput(`"quantity" must be from 1 to ${MAX_QUANTITY}; found ${quantity}`);
    }
    return { sku, quantity, unitPrice: dollars(product.price.currentMinor) };
  }

  return {
    Query: {
      order(_, { id, number }, caller) {
        const subject = requireSubject(caller);
        return ifVisible(find(id ?? null, number ?? null), subject);
      },
      orders(_, { first, after, status }, caller) {
        const subject = requireSubject(caller);
        const orders = store.visibleTo(subject);
        const selected =
          typeof status === 'string' ? orders.filter((order) => order.status === status) : orders;
        return pageOf(`orders/${subject}`, selected, { first, after });
      },
    },
    Mutation: {
      placeOrder(_, { input }, caller) {
        const subject = requireSubject(caller);
        check(input);
        const lines = input.lines.map(priced);
        const order = store.place(subject, lines, input.country, input.idempotencyKey ?? null);
        if (order === undefined) throw badInput('the shop accepts no more orders');
        return order;
      },
      cancelOrder(_, { id }, caller) {
        const order = ifVisible(store.byId(id), requireSubject(caller));
        if (order === null) throw notFound(`there is no order ${id}`);
        if (order.status === 'CANCELLED') return order;
        if (order.status === 'PLACED' || order.status === 'PAID') return store.cancel(order);
        throw orderNotCancellable(`an order that is ${order.status} cannot be cancelled`);
      },
    },
    Order: {
      __resolveReference(reference, caller) {
        const subject = requireSubject(caller);
        const order = 'id' in reference ? store.byId(reference.id) : store.byNumber(reference.number);
        return ifVisible(order, subject);
      },
      lines: ({ lines }) => [...lines],
      shipments: ({ shipments }) => [...shipments],
      returns: ({ returns }) => [...returns],
    },
    OrderLine: {
      product: ({ sku }) => ({ sku }),
    },
    Shipment: {
      __resolveReference: ({ trackingNumber }) => shipmentByNumber().get(trackingNumber) ?? null,
    },
    User: {
      __resolveReference: ({ id }) => (isUserId(id) ? userStub(id) : null),
      orders({ id }, page, caller) {
        const visible = store.visibleTo(requireSubject(caller));
        return pageOf(
          `user/${id}`,
          visible.filter(({ userId }) => userId === id),
          page,
        );
      },
    },
  };

  function find(id: string | null, number: string | null): OrderRecord | undefined {
    if (id !== null && number === null) return store.byId(id);
    if (number !== null && id === null) return store.byNumber(number);
    throw badInput('give either "id" or "number"');
  }
}

function ifVisible(order: OrderRecord | undefined, subject: string): OrderRecord | null {
  return order !== undefined && isVisible(order, subject) ? order : null;
}

function check({ lines, country, idempotencyKey }: PlaceOrderInput): void {
  if (lines.length < 1 || lines.length > MAX_LINES) {
    throw badInput(`"lines" must have 1 to ${MAX_LINES} entries; found ${lines.length}`);
  }
  if (!/^[A-Z]{2}$/.test(country)) {
    throw badInput(`"country" must be an ISO 3166 code such as "US"; found "${country}"`);
  }
  if (
    typeof idempotencyKey === 'string' &&
    (idempotencyKey === '' || idempotencyKey.length > MAX_KEY_CHARS)
  ) {
    throw badInput(`"idempotencyKey" must have 1 to ${MAX_KEY_CHARS} characters`);
  }
}
