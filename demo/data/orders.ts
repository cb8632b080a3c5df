import { BASE_INSTANT_MS, DAY_MS, toInstant } from './instant.ts';
import { CURRENCY, dollars, type Money } from './money.ts';
import type { ProductRecord } from './products.ts';
import { type Random, randomFor } from './random.ts';
import { PARTNER_COUNT, USER_COUNT } from './users.ts';

const ORDER_COUNT = 2_600;

export type OrderStatus = 'PLACED' | 'PAID' | 'SHIPPED' | 'DELIVERED' | 'CANCELLED';

export interface OrderLineRecord {
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: Money;
}

export interface ShipmentRecord {
  readonly __typename: 'Shipment';
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly shippedAt: string;
  readonly delivered: boolean;
}

export interface OrderRecord {
  readonly __typename: 'Order';
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly placedAt: string;
  readonly lines: readonly OrderLineRecord[];
  readonly total: Money;
  readonly shipments: readonly ShipmentRecord[];
  readonly returns: readonly { readonly id: string; readonly reason: string; readonly quantity: number }[];
  /** Null for a customer of the partner that placed the order. */
  readonly userId: string | null;
  /** Null for an order from one of the shop's own clients. */
  readonly partnerId: string | null;
}

/** Oldest first: `order-1` is the oldest. */
export function buildOrders(seed: number, products: readonly ProductRecord[]): OrderRecord[] {
  return Array.from({ length: ORDER_COUNT }, (_, index) => {
    const random = randomFor(seed, 'order', index + 1);
    const ageMs = Math.floor(((ORDER_COUNT - index) / ORDER_COUNT) * 400 * DAY_MS) - random.int(0, 3_000_000);
    return buildOrder(index + 1, Math.max(ageMs, 1), products, random);
  });
}

/** Orders are numbered as the shop prints them: `H-2026-000042`. */
export function orderNumber(sequence: number, placedAtMs: number): string {
  return `H-${new Date(placedAtMs).getUTCFullYear()}-${String(sequence).padStart(6, '0')}`;
}

export function totalOf(lines: readonly OrderLineRecord[]): Money {
  return dollars(lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.amount * quantity, 0));
}

function buildOrder(
  sequence: number,
  ageMs: number,
  products: readonly ProductRecord[],
  random: Random,
): OrderRecord {
  const placedAtMs = BASE_INSTANT_MS - ageMs;
  const status = statusAt(ageMs, random);
  const lines = random.sample(products, random.int(1, 5)).map(({ sku, price }): OrderLineRecord => {
    return {
      sku,
      quantity: random.pick([1, 1, 1, 2, 3]),
      unitPrice: { amount: price.currentMinor, currency: CURRENCY },
    };
  });
  const isPartnerOrder = random.chance(0.25);
  // Every fifth order is one of the first ten users', so that some accounts have pages of them.
  const user = sequence % 5 === 0 ? ((sequence / 5) % 10) + 1 : random.int(1, USER_COUNT);
  return {
    __typename: 'Order',
    id: `order-${sequence}`,
    number: orderNumber(sequence, placedAtMs),
    status,
    placedAt: toInstant(placedAtMs),
    lines,
    total: totalOf(lines),
    shipments:
      status === 'SHIPPED' || status === 'DELIVERED' ? ship(sequence, placedAtMs, status, random) : [],
    returns: status === 'DELIVERED' && random.chance(0.12) ? [takeBack(sequence, random)] : [],
    userId: isPartnerOrder && random.chance(0.5) ? null : `user-${user}`,
    partnerId: isPartnerOrder ? `partner-${random.int(1, PARTNER_COUNT)}` : null,
  };
}

function statusAt(ageMs: number, random: Random): OrderStatus {
  if (random.chance(0.04)) return 'CANCELLED';
  if (ageMs < 3 * DAY_MS) return 'PLACED';
  if (ageMs < 9 * DAY_MS) return 'PAID';
  return ageMs < 25 * DAY_MS ? 'SHIPPED' : 'DELIVERED';
}

function ship(sequence: number, placedAtMs: number, status: OrderStatus, random: Random): ShipmentRecord[] {
  return Array.from({ length: random.chance(0.8) ? 1 : 2 }, (_, index) => ({
    __typename: 'Shipment',
    trackingNumber: `HBX${String(sequence * 10 + index).padStart(8, '0')}`,
    carrier: random.pick(['Gull Express', 'Overland Parcel']),
    shippedAt: toInstant(placedAtMs + random.int(2 * DAY_MS, 6 * DAY_MS)),
    delivered: status === 'DELIVERED',
  }));
}

function takeBack(sequence: number, random: Random): OrderRecord['returns'][number] {
  const reason = random.pick(['Does not fit', 'Arrived damaged', 'Changed my mind', 'Ordered twice']);
  return { id: `return-${sequence}-1`, reason, quantity: 1 };
}
