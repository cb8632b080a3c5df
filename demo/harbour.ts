import { type CacheControl, withCacheControl } from './cache-control.ts';
import type { Dataset } from './data/dataset.ts';
import type { Respond } from './server/call.ts';

export type ServiceKind = 'subgraph' | 'rest' | 'identity';

interface ServiceDefinition {
  readonly kind: ServiceKind;
  /** Before the port offset is added. */
  readonly port: number;
  /** Loads only the code of this service: a process that hosts one of them starts faster. */
  build(dataset: Dataset): Promise<Respond>;
}

export const CONTROL_PORT = 4130;

/** Every service of the estate. */
export const SERVICES = {
  catalog: subgraph(4101, { everybody: 'public, max-age=300' }, async (dataset) =>
    (await import('./subgraphs/catalog.ts')).buildCatalog(dataset),
  ),
  inventory: subgraph(4102, { everybody: 'public, max-age=10' }, async (dataset) =>
    (await import('./subgraphs/inventory.ts')).buildInventory(dataset),
  ),
  reviews: subgraph(4103, { everybody: 'public, max-age=60' }, async (dataset) =>
    (await import('./subgraphs/reviews.ts')).buildReviews(dataset),
  ),
  media: subgraph(4104, { everybody: 'public, max-age=300' }, async (dataset) =>
    (await import('./subgraphs/media.ts')).buildMedia(dataset),
  ),
  accounts: subgraph(4105, { everybody: 'public, max-age=60', user: 'private, no-store' }, async (dataset) =>
    (await import('./subgraphs/accounts.ts')).buildAccounts(dataset),
  ),
  orders: subgraph(4106, { everybody: 'no-store' }, async (dataset) =>
    (await import('./subgraphs/orders.ts')).buildOrders(dataset),
  ),
  pricing: rest(4111, { everybody: 'public, max-age=60' }, async (dataset) =>
    (await import('./rest/pricing.ts')).buildPricing(dataset),
  ),
  search: rest(4112, { everybody: 'public, max-age=60' }, async (dataset) =>
    (await import('./rest/search.ts')).buildSearch(dataset),
  ),
  recommendations: rest(
    4113,
    { everybody: 'public, max-age=300', user: 'private, max-age=60' },
    async (dataset) => (await import('./rest/recommendations.ts')).buildRecommendations(dataset),
  ),
  carrier: rest(4114, { everybody: 'public, max-age=600' }, async (dataset) =>
    (await import('./rest/carrier.ts')).buildCarrier(dataset),
  ),
  identity: {
    kind: 'identity',
    port: 4120,
    build: async () => (await import('./identity-provider.ts')).buildIdentityProvider(),
  },
} as const satisfies Record<string, ServiceDefinition>;

export type ServiceName = keyof typeof SERVICES;

export function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(SERVICES, name);
}

export const SERVICE_NAMES: readonly ServiceName[] = Object.keys(SERVICES).filter(isServiceName);

/** The URL by which clients call a service: the GraphQL endpoint of a subgraph, the root of any other. */
export function serviceUrl(name: ServiceName, port: number): string {
  return `http://127.0.0.1:${port}${SERVICES[name].kind === 'subgraph' ? '/graphql' : ''}`;
}

/**
 * The environment of the clients: `CATALOG_URL` and the like for every service, `IDP_URL` for the identity provider.
 */
export function upstreamSettings(urlOf: (name: ServiceName) => string): Record<string, string> {
  const variable = (name: ServiceName): string => (name === 'identity' ? 'IDP' : name.toUpperCase());
  return Object.fromEntries(SERVICE_NAMES.map((name) => [`${variable(name)}_URL`, urlOf(name)]));
}

function subgraph(
  port: number,
  cacheControl: CacheControl,
  build: ServiceDefinition['build'],
): ServiceDefinition {
  return {
    kind: 'subgraph',
    port,
    build: async (dataset) => withCacheControl(cacheControl, await build(dataset)),
  };
}

function rest(
  port: number,
  cacheControl: CacheControl,
  build: ServiceDefinition['build'],
): ServiceDefinition {
  return {
    kind: 'rest',
    port,
    build: async (dataset) => withCacheControl(cacheControl, await build(dataset)),
  };
}
