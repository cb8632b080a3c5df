import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type {
  Degradation,
  FailureExtent,
  FieldError,
  MissingData,
  SubgraphResult,
} from '../../../shared/core/degradation.ts';
import type { SubgraphError } from '../../../shared/core/upstream-calls.ts';
import { shopUntil, type Weather } from '../../support/degraded-shop.ts';

const shop = shopUntil(after);

/** Decides nothing: every failure is reported. */
const idle: Degradation = {
  recorderOf: () => undefined,
  onMissingData: async () => ({ outcomes: [], hasPolicy: false }),
  onFieldErrors: async ({ fetch }, _result, errors) =>
    errors.map(() => ({ kind: 'error', upstream: fetch.subgraph })),
};

const pricingIsDown: Weather = { fails: { pricing: 'SUBGRAPH_TIMEOUT' } };

/** Adds errors to the responses of a subgraph. */
function reporting(upstream: string, errors: readonly SubgraphError[]): Weather {
  return { instead: async (name, call) => ({ ...(await call()), ...(name === upstream && { errors }) }) };
}

describe('the port of degradation', () => {
  it('decides about the objects for which a call returned no data, and its values are served', async () => {
    const seen: MissingData[] = [];
    const degradation: Degradation = {
      ...idle,
      async onMissingData({ fetch }, missing, put) {
        seen.push(...missing);
        const targets = new Set(missing.flatMap((one) => one.targets));
        const keys = new Set(fetch.brings);
        for (const target of targets) for (const key of keys) put(target, key, `${fetch.subgraph}'s`);
        const origin = { upstream: 'another', servedFrom: 'default', extent: 'field' } as const;
        return { outcomes: [{ ...origin, keys, targets }], hasPolicy: true };
      },
    };
    const { body } = await (await shop()).send('{ product(id: "1") { name mark: label } }', {
      degradation,
      weather: pricingIsDown,
    });
    assert.deepEqual(
      seen.map(({ representation }) => representation),
      ['{"__typename":"Product","id":"1"}'],
    );
    assert.deepEqual(body, {
      data: { product: { name: 'product 1', mark: "pricing's" } },
      extensions: {
        degraded: [
          {
            path: ['product', 'mark'],
            upstream: 'another',
            reason: 'SUBGRAPH_TIMEOUT',
            servedFrom: 'default',
          },
        ],
      },
    });
  });

  it('decides what a failure affects, and the engine carries it out', async () => {
    const expected: Readonly<Record<FailureExtent, readonly [status: number, data: unknown]>> = {
      field: [
        200,
        {
          shelves: [
            { products: [{ label: null }, { label: null }] },
            { products: [{ label: null }, { label: null }] },
          ],
        },
      ],
      item: [200, { shelves: [{ products: [] }, { products: [] }] }],
      response: [503, null],
    };
    for (const extent of ['field', 'item', 'response'] as const) {
      const degradation: Degradation = {
        ...idle,
        async onMissingData({ fetch }, missing) {
          const targets = new Set(missing.flatMap((one) => one.targets));
          const keys = new Set(fetch.brings);
          const outcome = { upstream: fetch.subgraph, servedFrom: 'nothing', extent, keys, targets } as const;
          return { outcomes: [outcome], hasPolicy: extent !== 'field' };
        },
      };
      const { status, body } = await (await shop()).send('{ shelves { products { label } } }', {
        degradation,
        weather: pricingIsDown,
      });
      assert.deepEqual([status, body.data], expected[extent]);
    }
  });

  it('receives the errors inside a result in canonical keys, with those that are refusals', async () => {
    const seen: { result: SubgraphResult; errors: readonly FieldError[] }[] = [];
    const degradation: Degradation = {
      ...idle,
      async onFieldErrors(call, result, errors) {
        seen.push({ result: structuredClone(result), errors });
        return idle.onFieldErrors(call, result, errors);
      },
    };
    const weather = reporting('catalog', [
      { message: 'broken', path: ['product', 'brand', 'country'] },
      { message: 'refused', path: ['product', 'name'], extensions: { code: 'FORBIDDEN' } },
      { message: 'without a path' },
    ]);
    await (await shop()).send('{ best: product(id: "1") { name brand { country } } }', {
      degradation,
      weather,
    });
    const [{ result, errors } = { result: undefined, errors: [] }] = seen;
    const [key = ''] = Object.keys(result?.data ?? {});
    assert.match(key, /^product\b/);
    assert.deepEqual(errors, [
      { path: [key, 'brand', 'country'], isRefusal: false },
      { path: [key, 'name'], isRefusal: true },
      { path: [], isRefusal: false },
    ]);
  });

  it('is not called for a healthy request, nor for a refused call', async () => {
    let calls = 0;
    const counting: Degradation = {
      ...idle,
      onMissingData(...given) {
        calls += 1;
        return idle.onMissingData(...given);
      },
      onFieldErrors(...given) {
        calls += 1;
        return idle.onFieldErrors(...given);
      },
    };
    const query = '{ product(id: "1") { name label } }';
    const healthy = await (await shop()).send(query, { degradation: counting });
    assert.equal(healthy.body.errors, undefined);
    const weather: Weather = { fails: { pricing: 'BAD_USER_INPUT' } };
    const refused = await (await shop()).send(query, { degradation: counting, weather });
    assert.deepEqual(
      refused.body.errors?.map(({ extensions }) => extensions.code),
      ['BAD_USER_INPUT'],
    );
    assert.equal(calls, 0);
  });
});
