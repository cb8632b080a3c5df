import { entitiesCall } from './entities-call.ts';
import { representations } from './representations.ts';
import { buildShop, type Product, type User } from './shop-data.ts';
import { buildShopSubgraphs } from './shop-subgraphs.ts';
import type { FloorCall, GraphWorkload } from './workload.ts';

const productFields = 'inStock name price shippingEstimate upc weight';
const authorFields = `id username name reviews { id body product { ${productFields} } }`;
const productWithReviews = `${productFields} reviews { id body author { ${authorFields} } }`;

const query = `query Benchmark {
  users { id username name reviews { id body product { ${productWithReviews} } } }
  topProducts { ${productWithReviews} }
}`;

const topCount = 5;
const authorReviews = 'author { id username reviews { id body product { upc } } }';

/** The operation of the public federation benchmark: everything reachable from everything, about 87 KB. */
export function buildBenchmarkWorkload(): GraphWorkload {
  const shop = buildShop();
  return {
    kind: 'graph',
    number: 1,
    name: 'benchmark',
    operation: { query },
    subgraphs: buildShopSubgraphs(shop),
    floorWaves: floorWaves(shop.users, shop.products.slice(0, topCount)),
  };
}

/**
 * Seven calls in four waves. The two calls of the second wave fetch everything that is reachable by `reviews` alone;
 * their authors and products are then fetched once each, and the inventory once, when all prices and weights are known.
 */
function floorWaves(users: readonly User[], top: readonly Product[]): readonly (readonly FloorCall[])[] {
  const ofUsers = users.flatMap(({ reviews }) => reviews.map(({ product }) => product));
  const authors = new Set([...ofUsers, ...top].flatMap(({ reviews }) => reviews.map(({ author }) => author)));
  const ofAuthors = [...authors].flatMap(({ reviews }) => reviews.map(({ product }) => product));
  const found = new Set([...ofUsers, ...ofAuthors]);
  const all = new Set([...found, ...top]);
  return [
    [
      { subgraph: 'accounts', query: '{ users { id username name } }' },
      { subgraph: 'products', query: '{ topProducts { upc name price weight } }' },
    ],
    [
      entitiesCall(
        'reviews',
        `User { reviews { id body product { upc reviews { id body ${authorReviews} } } } }`,
        representations('User', users, 'id'),
      ),
      entitiesCall(
        'reviews',
        `Product { reviews { id body ${authorReviews} } }`,
        representations('Product', top, 'upc'),
      ),
    ],
    [
      entitiesCall('accounts', 'User { name }', representations('User', authors, 'id')),
      entitiesCall('products', 'Product { name price weight }', representations('Product', found, 'upc')),
    ],
    [
      entitiesCall(
        'inventory',
        'Product { inStock shippingEstimate }',
        representations('Product', all, 'upc', 'price', 'weight'),
      ),
    ],
  ];
}
