import type { Dataset } from '../data/dataset.ts';
import { BASE_INSTANT_MS, MINUTE_MS, toInstant } from '../data/instant.ts';
import { type OrderLineRecord, type OrderRecord, orderNumber, totalOf } from '../data/orders.ts';
import { idempotencyConflict } from './graphql-problems.ts';

/** Orders placed while the estate runs and their idempotency keys; enough for a day of load tests. */
const MAX_PLACED = 200_000;

export interface OrdersStore {
  byId(id: string): OrderRecord | undefined;
  byNumber(number: string): OrderRecord | undefined;
  /** The orders that a subject can see, newest first: a user's own, or those that a partner placed. */
  visibleTo(subject: string): readonly OrderRecord[];
  /** Throws IDEMPOTENCY_CONFLICT. Returns undefined if the store is full. */
  place(
    subject: string,
    lines: readonly OrderLineRecord[],
    country: string,
    idempotencyKey: string | null,
  ): OrderRecord | undefined;
  cancel(order: OrderRecord): OrderRecord;
}

interface Remembered {
  readonly orderId: string;
  readonly fingerprint: string;
}

/** Whether an order is the subject's own, or one that the partner placed. */
export function isVisible({ userId, partnerId }: OrderRecord, subject: string): boolean {
  return userId === subject || partnerId === subject;
}

export function buildOrdersStore(dataset: Dataset): OrdersStore {
  const orders = new Map(dataset.orders().map((order) => [order.id, order]));
  const seeded = orders.size;
  const idByNumber = new Map(dataset.orders().map(({ id, number }) => [number, id]));
  const idsBySubject = new Map<string, string[]>();
  const remembered = new Map<string, Remembered>();
  for (const order of orders.values()) index(order);

  function index({ id, userId, partnerId }: OrderRecord): void {
    for (const subject of [userId, partnerId]) {
      if (subject === null) continue;
      const ids = idsBySubject.get(subject);
      if (ids === undefined) idsBySubject.set(subject, [id]);
      else ids.unshift(id);
    }
  }

  function create(subject: string, lines: readonly OrderLineRecord[]): OrderRecord {
    const sequence = orders.size + 1;
    const placedAtMs = BASE_INSTANT_MS + (sequence - seeded) * MINUTE_MS;
    const byUser = subject.startsWith('user-');
    const order: OrderRecord = {
      __typename: 'Order',
      id: `order-${sequence}`,
      number: orderNumber(sequence, placedAtMs),
      status: 'PLACED',
      placedAt: toInstant(placedAtMs),
      lines,
      total: totalOf(lines),
      shipments: [],
      returns: [],
      userId: byUser ? subject : null,
      partnerId: byUser ? null : subject,
    };
    orders.set(order.id, order);
    idByNumber.set(order.number, order.id);
    index(order);
    return order;
  }

  return {
    byId: (id) => orders.get(id),
    byNumber: (number) => orders.get(idByNumber.get(number) ?? ''),
    visibleTo(subject) {
      return (idsBySubject.get(subject) ?? []).flatMap((id) => orders.get(id) ?? []);
    },
    place(subject, lines, country, idempotencyKey) {
      const key = `${subject}/${idempotencyKey}`;
      const fingerprint = `${country} ${lines.map(({ sku, quantity }) => `${quantity}x${sku}`).join(' ')}`;
      const earlier = idempotencyKey === null ? undefined : remembered.get(key);
      if (earlier !== undefined) {
        if (earlier.fingerprint === fingerprint) return orders.get(earlier.orderId);
        throw idempotencyConflict('this idempotency key was used for another order');
      }
      if (orders.size - seeded >= MAX_PLACED) return undefined;
      const order = create(subject, lines);
      if (idempotencyKey !== null) remembered.set(key, { orderId: order.id, fingerprint });
      return order;
    },
    cancel(order) {
      const cancelled: OrderRecord = { ...order, status: 'CANCELLED' };
      orders.set(order.id, cancelled);
      return cancelled;
    },
  };
}
