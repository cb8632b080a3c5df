import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ComputeFunction } from '../../../../shared/index.ts';

type Stock = { readonly level: number } | null;

describe('the type ComputeFunction', () => {
  it('types object, arguments and environment', () => {
    const promise: ComputeFunction<Stock, { readonly days: number }, string> = (
      stock,
      { days },
      { locale, nowMs },
    ) => `${stock?.level} ${days} ${locale} ${nowMs}`;
    const env = { locale: 'en', profile: 'default', nowMs: 1 };
    assert.equal(promise({ level: 2 }, { days: 3 }, env), '2 3 en 1');
  });

  it('rejects results that are not values', () => {
    // @ts-expect-error: functions are synchronous
    const later: ComputeFunction = async () => 1;
    // @ts-expect-error: JSON has no dates
    const date: ComputeFunction<Stock> = () => new Date(0);
    assert.ok(later !== date);
  });
});
