import { BASE_INSTANT_MS, DAY_MS, toInstant } from './instant.ts';
import type { Random } from './random.ts';

export interface Promotion {
  readonly code: string;
  readonly label: string;
  readonly endsAt: string | null;
}

/** The base of the prices that pricing returns, of the charges of orders, and of costs. Minor units. */
export interface Price {
  readonly currentMinor: number;
  readonly listMinor: number;
  readonly discountPercent: number;
  readonly promotions: readonly Promotion[];
}

const DISCOUNTS = [5, 10, 15, 20, 25, 30, 40, 50];
const CAMPAIGNS = [
  ['SUMMER', 'Summer sale'],
  ['BUNDLE2', 'Second one half price'],
  ['FREESHIP', 'Free delivery'],
  ['LASTCHANCE', 'Last pieces'],
  ['MEMBERS', 'Members save more'],
] as const;

/** `range` is in whole dollars. */
export function buildPrice(random: Random, range: readonly [number, number]): Price {
  // Squared, because most products are nearer to the cheap end of a shop.
  const dollars = range[0] + Math.floor((range[1] - range[0]) * random.unit() ** 2);
  const listMinor = dollars * 100 + random.pick([0, 50, 90, 99]);
  const discountPercent = random.chance(0.3) ? random.pick(DISCOUNTS) : 0;
  return {
    listMinor,
    currentMinor: Math.round((listMinor * (100 - discountPercent)) / 100),
    discountPercent,
    promotions: random.chance(0.25) ? random.sample(CAMPAIGNS, random.int(1, 2)).map(promote) : [],
  };

  function promote([code, label]: readonly [string, string]): Promotion {
    const endsAt = random.chance(0.3) ? null : toInstant(BASE_INSTANT_MS + random.int(1, 40) * DAY_MS);
    return { code, label, endsAt };
  }
}
