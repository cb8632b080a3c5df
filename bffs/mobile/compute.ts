import type { ComputeEnvironment, ComputeFunction } from '../../shared/index.ts';

interface Money {
  readonly amount: number;
  readonly currency: string;
}

interface Priced {
  readonly price: { readonly list: Money; readonly discountPercent: number } | null;
}

interface Deliverable {
  readonly stock: { readonly status: string; readonly restockDays: number | null } | null;
  readonly deliveryRates: readonly { readonly days: number; readonly price: Money }[] | null;
}

interface Filmed {
  readonly clips: readonly { readonly asset: { readonly previewUrl: string | null } | null }[] | null;
}

interface Shipped {
  readonly shipments: readonly {
    readonly tracking: { readonly status: string; readonly estimatedDelivery: string | null } | null;
  }[];
}

type Env = Pick<ComputeEnvironment, 'locale'>;

function moneyText({ amount, currency }: Money, { locale }: Env): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

/** Returns a sentence in the language of the locale: German, or else English. */
function say({ locale }: Env, english: string, german: string): string {
  return locale.startsWith('de') ? german : english;
}

export const wasPriceText: ComputeFunction<Priced> = ({ price }, _args, env) =>
  price === null || price.discountPercent === 0 ? null : moneyText(price.list, env);

export const deliveryPromise: ComputeFunction<Deliverable> = ({ stock, deliveryRates }, _args, env) => {
  if (stock === null) return null;
  if (stock.status === 'OUT_OF_STOCK') return say(env, 'Sold out', 'Ausverkauft');
  const [first, ...others] = deliveryRates ?? [];
  if (first === undefined) return null;
  const cheapest = others.reduce(
    (best, rate) => (rate.price.amount < best.price.amount ? rate : best),
    first,
  );
  const days = cheapest.days + (stock.restockDays ?? 0);
  const price = moneyText(cheapest.price, env);
  return say(
    env,
    `Arrives in ${days} ${days === 1 ? 'day' : 'days'} for ${price}`,
    `Kommt in ${days} ${days === 1 ? 'Tag' : 'Tagen'}, Versand ${price}`,
  );
};

export const videoPreview: ComputeFunction<Filmed> = ({ clips }, _args, { profile }) =>
  profile === 'lowData' ? null : (clips?.[0]?.asset?.previewUrl ?? null);

export const tracking: ComputeFunction<Shipped> = ({ shipments }, _args, env) => {
  const last = shipments.at(-1)?.tracking;
  if (last === null || last === undefined) return null;
  if (last.estimatedDelivery === null) return last.status;
  const due = new Date(last.estimatedDelivery).toLocaleDateString(env.locale, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return say(env, `${last.status}, due ${due}`, `${last.status}, erwartet am ${due}`);
};
