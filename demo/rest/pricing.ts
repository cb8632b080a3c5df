import { z } from 'zod';
import type { Dataset } from '../data/dataset.ts';
import { CURRENCY } from '../data/money.ts';
import { json, notAllowed, parseJson, problem, type Respond } from '../server/call.ts';

const MAX_SKUS = 200;
const Batch = z.object({ skus: z.array(z.string()).max(MAX_SKUS) });

/** `POST /v1/prices:batch`. A sku that has no price is omitted from the response. */
export function buildPricing(dataset: Dataset): Respond {
  const { productBySku } = dataset.catalog();

  function priceOf(sku: string): object[] {
    const price = productBySku.get(sku)?.price;
    return price === undefined ? [] : [{ sku, currency: CURRENCY, ...price }];
  }

  return ({ method, path, body }) => {
    if (path !== '/v1/prices:batch') return problem(404, `unknown path ${path}; use /v1/prices:batch`);
    if (method !== 'POST') return notAllowed('POST');
    const batch = Batch.safeParse(parseJson(body)?.value);
    if (!batch.success)
      return problem(400, `the body must be {"skus": [...]} with at most ${MAX_SKUS} strings`);
    return json(200, { prices: [...new Set(batch.data.skus)].flatMap(priceOf) });
  };
}
