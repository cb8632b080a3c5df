import type { ProductRecord } from './products.ts';
import { randomFor } from './random.ts';

export interface Attribute {
  readonly name: string;
  readonly value: string | null;
  readonly unit: string | null;
}

/** Name, unit, and the values that an editor can have filled in. */
const KNOWN: readonly (readonly [string, string | null, readonly string[]])[] = [
  ['Colour', null, ['Charcoal', 'Moss', 'Sand', 'Navy', 'Rust', 'Natural']],
  ['Material', null, ['Beech', 'Merino wool', 'Stainless steel', 'Stoneware', 'Recycled polyester']],
  ['Width', 'mm', ['90', '180', '240', '410', '760']],
  ['Height', 'mm', ['45', '120', '310', '520']],
  ['Depth', 'mm', ['30', '95', '200', '365']],
  ['Capacity', 'ml', ['250', '750', '1500', '3200']],
  ['Country of origin', null, ['Portugal', 'Denmark', 'Japan', 'Germany', 'Vietnam', 'United States']],
  ['Warranty', 'years', ['2', '5', '10']],
  ['Care', null, ['Wipe clean', 'Machine wash cold', 'Dishwasher safe']],
  ['Power', 'W', ['5', '45', '800', '1500']],
  ['Certification', null, ['GOTS', 'FSC', 'OEKO-TEX', 'Fair Wear']],
  ['Recycled content', '%', ['20', '50', '100']],
  ['Model year', null, ['2023', '2024', '2025', '2026']],
  ['Pack size', 'pieces', ['1', '2', '4', '6']],
  ['Energy class', null, ['A', 'B', 'C']],
  ['Minimum age', 'years', ['0', '3', '6', '12']],
];

/** The same sixteen names for every product; more than half of the values are null. */
export function buildAttributes(seed: number, product: ProductRecord): Attribute[] {
  const random = randomFor(seed, 'attributes', product.number);
  return KNOWN.map(([name, unit, values]) => {
    const value = random.chance(0.42) ? random.pick(values) : null;
    return { name, value, unit: value === null ? null : unit };
  });
}
