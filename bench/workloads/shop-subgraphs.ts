import { buildShop, estimateShipping, type Shop } from './shop-data.ts';
import type { Representation, Subgraph } from './workload.ts';

const federation =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@provides", "@requires", "@shareable"])';

/** The four subgraphs of the public federation benchmark, over our own data. */
export function buildShopSubgraphs(shop: Shop = buildShop()): readonly Subgraph[] {
  const user = byKey(shop.users, 'id');
  const product = byKey(shop.products, 'upc');
  const review = byKey(shop.reviews, 'id');
  return [
    {
      name: 'accounts',
      typeDefs: `${federation}
        type Query { users: [User] user(id: ID!): User }
        type User @key(fields: "id") { id: ID! username: String @shareable name: String }`,
      root: { users: shop.users, user },
      entities: { User: user },
    },
    {
      name: 'products',
      typeDefs: `${federation}
        type Query { topProducts(first: Int = 5): [Product] product(upc: ID!): Product }
        type Product @key(fields: "upc") { upc: ID! name: String price: Int weight: Int }`,
      root: {
        topProducts: ({ first }: { readonly first: number }) => shop.products.slice(0, first),
        product,
      },
      entities: { Product: product },
    },
    {
      name: 'inventory',
      typeDefs: `${federation}
        type Product @key(fields: "upc") {
          upc: ID!
          price: Int @external
          weight: Int @external
          inStock: Boolean
          shippingEstimate: Int @requires(fields: "price weight")
        }`,
      root: {},
      entities: {
        Product: (representation) => ({
          upc: representation['upc'],
          inStock: product(representation)?.inStock,
          shippingEstimate: () => requiredEstimate(representation),
        }),
      },
    },
    {
      name: 'reviews',
      typeDefs: `${federation}
        type Review @key(fields: "id") {
          id: ID!
          body: String
          author: User @provides(fields: "username")
          product: Product
        }
        type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
        type Product @key(fields: "upc") { upc: ID! reviews: [Review] }`,
      root: {},
      entities: { User: user, Product: product, Review: review },
    },
  ];
}

/** Computed from the representation, so that a gateway that sends incomplete ones gets a wrong result. */
function requiredEstimate({ price, weight }: Representation): number | undefined {
  return typeof price === 'number' && typeof weight === 'number'
    ? estimateShipping(price, weight)
    : undefined;
}

function byKey<Key extends string, Item extends Readonly<Record<Key, string>>>(
  items: readonly Item[],
  key: Key,
): (representation: Representation) => Item | undefined {
  const index = new Map<unknown, Item>(items.map((item) => [item[key], item]));
  return (representation) => index.get(representation[key]);
}
