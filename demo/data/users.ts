import { BASE_INSTANT_MS, DAY_MS, toInstant } from './instant.ts';
import { type Random, randomFor } from './random.ts';
import { FIRST_NAMES, LAST_NAMES, PLACES, STREETS } from './words.ts';

export const USER_COUNT = 600;
export const PARTNER_COUNT = 8;

export interface Address {
  readonly id: string;
  readonly name: string;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly postcode: string;
  readonly country: string;
}

export interface DeviceRecord {
  readonly __typename: 'Device';
  readonly id: string;
  readonly name: string;
  readonly kind: 'BROWSER' | 'PHONE' | 'TV';
  readonly lastSeenAt: string;
}

export interface UserRecord {
  readonly __typename: 'User';
  readonly id: string;
  readonly displayName: string;
  readonly memberSince: string;
  readonly email: string;
  readonly phone: string | null;
  readonly addresses: readonly Address[];
  readonly devices: readonly DeviceRecord[];
  readonly riskScore: number;
}

const DEVICES = [
  ['BROWSER', ['Firefox on Linux', 'Chrome on Windows', 'Safari on macOS']],
  ['PHONE', ['iPhone 15', 'Pixel 9', 'Galaxy S24']],
  ['TV', ['Living room TV', 'Bedroom TV', 'Projector']],
] as const;

export function buildUsers(seed: number): UserRecord[] {
  return Array.from({ length: USER_COUNT }, (_, index) =>
    buildUser(index + 1, randomFor(seed, 'user', index + 1)),
  );
}

export function isUserId(id: string): boolean {
  return isNumbered(/^user-([1-9]\d{0,5})$/, id, USER_COUNT);
}

export function isPartnerId(id: string): boolean {
  return isNumbered(/^partner-([1-9]\d{0,5})$/, id, PARTNER_COUNT);
}

function isNumbered(pattern: RegExp, id: string, count: number): boolean {
  return Number(pattern.exec(id)?.[1] ?? count + 1) <= count;
}

function buildUser(number: number, random: Random): UserRecord {
  const first = random.pick(FIRST_NAMES);
  const last = random.pick(LAST_NAMES);
  const memberForDays = random.int(2, 3_000);
  return {
    __typename: 'User',
    id: `user-${number}`,
    displayName: `${first} ${last.charAt(0)}.`,
    memberSince: toInstant(BASE_INSTANT_MS - memberForDays * DAY_MS),
    email: `user${number}@customers.harbour.example`,
    phone: random.chance(0.3) ? null : `+1-555-01${String(random.int(0, 99)).padStart(2, '0')}`,
    addresses: Array.from({ length: random.int(1, 3) }, (_, index) =>
      buildAddress(`address-${number}-${index + 1}`, `${first} ${last}`, random),
    ),
    devices: Array.from({ length: random.int(1, 4) }, (_, index) =>
      buildDevice(`device-${number}-${index + 1}`, random),
    ),
    riskScore: Math.floor(100 * random.unit() ** 3),
  };
}

function buildAddress(id: string, name: string, random: Random): Address {
  const line1 = `${random.int(1, 240)} ${random.pick(STREETS)}`;
  const line2 = random.chance(0.7) ? null : `Flat ${random.int(1, 40)}`;
  return { id, name, line1, line2, ...random.pick(PLACES) };
}

function buildDevice(id: string, random: Random): DeviceRecord {
  const [kind, names] = random.pick(DEVICES);
  const lastSeenAt = toInstant(BASE_INSTANT_MS - random.int(0, 90 * DAY_MS));
  return { __typename: 'Device', id, name: random.pick(names), kind, lastSeenAt };
}
