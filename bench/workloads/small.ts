import { entitiesCall } from './entities-call.ts';
import { representations } from './representations.ts';
import { buildShop } from './shop-data.ts';
import { buildShopSubgraphs } from './shop-subgraphs.ts';
import type { GraphWorkload } from './workload.ts';

const upc = '2';

/** One product from two subgraphs, the second of which requires fields of the first; below 1 KB. */
export function buildSmallWorkload(): GraphWorkload {
  const shop = buildShop();
  const requested = shop.products.filter((product) => product.upc === upc);
  return {
    kind: 'graph',
    number: 2,
    name: 'small',
    operation: {
      query: `query Small($upc: ID!) {
        product(upc: $upc) { upc name price weight inStock shippingEstimate }
      }`,
      variables: { upc },
    },
    subgraphs: buildShopSubgraphs(shop),
    floorWaves: [
      [
        {
          subgraph: 'products',
          query: 'query ($upc: ID!) { product(upc: $upc) { upc name price weight } }',
          variables: { upc },
        },
      ],
      [
        entitiesCall(
          'inventory',
          'Product { inStock shippingEstimate }',
          representations('Product', requested, 'upc', 'price', 'weight'),
        ),
      ],
    ],
  };
}
