import type { CodegenConfig } from '@graphql-codegen/cli';

/** Resolver types of a demo subgraph. `mappers` names the record of demo/data/ behind each GraphQL type. */
function subgraphResolvers(name: string, mappers: Record<string, string>): CodegenConfig['generates'] {
  return {
    [`demo/generated/${name}.ts`]: {
      schema: `schemas/subgraphs/${name}.graphql`,
      plugins: [
        { add: { content: '// Generated from the SDL by `npm run generate`; do not edit.' } },
        'typescript',
        'typescript-resolvers',
      ],
      config: {
        avoidOptionals: { defaultValue: true },
        contextType: '../subgraphs/caller.ts#Caller',
        enumsAsTypes: true,
        federation: true,
        makeResolverTypeCallable: true,
        mappers,
        scalars: { DateTime: 'string' },
        useTypeImports: true,
      },
    },
  };
}

/** Types and typed documents of a client, for the schema that this client sees, or for one of its versions. */
function clientOperations(client: string, version?: string): CodegenConfig['generates'] {
  const contract = version === undefined ? client : `${client}.${version}`;
  const operations = version === undefined ? 'operations' : `operations/${version}`;
  const generated = version === undefined ? 'operations' : `operations.${version}`;
  return {
    [`bffs/${client}/generated/${generated}.ts`]: {
      schema: `schemas/clients/${contract}.graphql`,
      documents: `bffs/${client}/${operations}/*.graphql`,
      plugins: [
        { add: { content: '// Generated from the operations by `npm run generate`; do not edit.' } },
        'typescript-operations',
        'typed-document-node',
      ],
      config: {
        enumsAsTypes: true,
        scalars: { DateTime: 'string' },
        useTypeImports: true,
      },
    },
  };
}

const config: CodegenConfig = {
  generates: {
    ...clientOperations('web'),
    ...clientOperations('mobile'),
    ...clientOperations('tv'),
    ...clientOperations('partner', '2026-01'),
    ...clientOperations('partner', '2026-07'),
    ...subgraphResolvers('accounts', {
      Device: '../data/users.ts#DeviceRecord',
      Episode: '../subgraphs/accounts-store.ts#EpisodeStub',
      Product: '../data/rails.ts#ProductStub',
      User: '../data/users.ts#UserRecord',
      Wishlist: '../subgraphs/accounts-store.ts#WishlistRecord',
      WatchProgress: '../data/belongings.ts#WatchEntry',
      WishlistItem: '../data/belongings.ts#WishlistEntry',
    }),
    ...subgraphResolvers('catalog', {
      Category: '../data/categories.ts#CategoryRecord',
      Collection: '../data/collections.ts#CollectionRecord',
      Product: '../data/products.ts#ProductRecord',
    }),
    ...subgraphResolvers('inventory', { Product: '../subgraphs/stocked-product.ts#StockedProduct' }),
    ...subgraphResolvers('media', {
      Asset: '../subgraphs/asset-record.ts#AssetRecord',
      Clip: '../data/media.ts#ClipRecord',
      Episode: '../data/media.ts#EpisodeRecord',
      Product: '../data/rails.ts#ProductStub',
      Rail: '../data/rails.ts#RailRecord',
      Show: '../data/media.ts#ShowRecord',
    }),
    ...subgraphResolvers('orders', {
      Order: '../data/orders.ts#OrderRecord',
      OrderLine: '../data/orders.ts#OrderLineRecord',
      Shipment: '../data/orders.ts#ShipmentRecord',
      User: '../subgraphs/user-stub.ts#UserStub',
    }),
    ...subgraphResolvers('reviews', {
      Product: '../data/rails.ts#ProductStub',
      Review: '../data/reviews.ts#ReviewRecord',
      User: '../subgraphs/user-stub.ts#UserStub',
    }),
  },
};

// biome-ignore lint/style/noDefaultExport: the generator reads the default export.
export default config;
