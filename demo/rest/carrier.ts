import type { Dataset } from '../data/dataset.ts';
import { DAY_MS, toInstant } from '../data/instant.ts';
import { lazy } from '../data/lazy.ts';
import { CURRENCY } from '../data/money.ts';
import type { ShipmentRecord } from '../data/orders.ts';
import { randomFor } from '../data/random.ts';
import { PLACES } from '../data/words.ts';
import { notAllowed, problem, type Respond, type ServiceResponse } from '../server/call.ts';
import { escapeXml, xml } from './xml.ts';

const MAX_GRAMS = 100_000;
const FREIGHT_FROM_GRAMS = 20_000;
const HOME = 'US';
const ABROAD = ['CA', 'GB', 'IE', 'DE', 'FR', 'SE', 'CH'];

const STEPS = [
  'Label created',
  'Picked up',
  'Departed hub',
  'Arrived at hub',
  'Out for delivery',
  'Delivered',
];

/** `GET /rates` and `GET /tracking/{no}`, in XML. Errors are a `<Fault>` with status 200. */
export function buildCarrier(dataset: Dataset): Respond {
  const shipmentByNumber = lazy(() => {
    const shipments = dataset.orders().flatMap((order) => order.shipments);
    return new Map(shipments.map((shipment) => [shipment.trackingNumber, shipment]));
  });

  return ({ method, path, query }) => {
    if (method !== 'GET') return notAllowed('GET');
    if (path === '/rates') return rates(query.get('grams') ?? '', query.get('country') ?? '');
    const number = /^\/tracking\/([^/]+)$/.exec(path)?.[1];
    if (number === undefined) return problem(404, `unknown path ${path}`);
    const shipment = shipmentByNumber().get(number);
    if (shipment === undefined) return fault('UNKNOWN_TRACKING_NUMBER', 'no parcel has this number');
    return track(shipment, dataset.seed);
  };
}

/** Three services for domestic delivery, two abroad; heavy parcels only as freight, which is a list of one. */
function rates(gramsText: string, country: string): ServiceResponse {
  const grams = Number(gramsText);
  if (!/^\d{1,6}$/.test(gramsText) || grams < 1 || grams > MAX_GRAMS) {
    return fault('INVALID_WEIGHT', `grams must be from 1 to ${MAX_GRAMS}`);
  }
  if (country !== HOME && !ABROAD.includes(country))
    return fault('UNSUPPORTED_COUNTRY', 'we do not deliver there');
  const far = country === HOME ? 1 : 2.4;
  const minor = (base: number): number => Math.round((base + grams * 0.18) * far);
  if (grams >= FREIGHT_FROM_GRAMS) return rateResponse([rate('Freight', far > 1 ? 14 : 6, minor(39_00))]);
  const slow = [
    rate('Economy', far > 1 ? 12 : 6, minor(3_90)),
    rate('Standard', far > 1 ? 7 : 3, minor(4_99)),
  ];
  return rateResponse(far > 1 ? slow : [...slow, rate('Overnight', 1, minor(18_00))]);
}

function rateResponse(offers: readonly string[]): ServiceResponse {
  return xml(`<RateResponse>${offers.join('')}</RateResponse>`);
}

function rate(service: string, days: number, minor: number): string {
  const price = `<Price minor="${minor}" currency="${CURRENCY}"/>`;
  return `<Rate service="${service}"><Days>${days}</Days>${price}</Rate>`;
}

/** A parcel that was only just announced has one event; a delivered one has no estimate any more. */
function track({ trackingNumber, shippedAt, delivered }: ShipmentRecord, seed: number): ServiceResponse {
  const random = randomFor(seed, `tracking/${trackingNumber}`);
  const shippedAtMs = Date.parse(shippedAt);
  const steps = delivered ? STEPS : STEPS.slice(0, random.int(1, STEPS.length - 1));
  const events = steps.map((text, index) => {
    const time = toInstant(shippedAtMs + Math.floor((index + random.unit()) * 0.6 * DAY_MS));
    const place = index === 0 ? '' : `<Place>${escapeXml(random.pick(PLACES).city)}</Place>`;
    return `<Event time="${time}">${place}<Text>${escapeXml(text)}</Text></Event>`;
  });
  const status = delivered ? 'DELIVERED' : steps.length === 1 ? 'ANNOUNCED' : 'IN_TRANSIT';
  const day = toInstant(shippedAtMs + 5 * DAY_MS).slice(0, 10);
  const estimate = delivered ? '' : `<EstimatedDelivery>${day}</EstimatedDelivery>`;
  return xml(
    `<TrackResponse><Status>${status}</Status>${estimate}<Events>${events.join('')}</Events></TrackResponse>`,
  );
}

function fault(code: string, message: string): ServiceResponse {
  return xml(`<Fault><Code>${code}</Code><Message>${escapeXml(message)}</Message></Fault>`);
}
