import { composeServices } from '@apollo/composition';
import { buildASTSchema, parse } from 'graphql';
import type { ConnectorSubgraph } from '../../shared/connect/compile/connector-subgraph-definition.ts';
import { sourceOfField } from '../../shared/connect/compile/source-of-field.ts';
import { createConnectorSubgraph } from '../../shared/connect/connector-subgraph.ts';
import type { Degradation } from '../../shared/core/degradation.ts';
import { type ErrorCode, FrontageError } from '../../shared/core/errors.ts';
import type { OutgoingResponse } from '../../shared/core/http/http-messages.ts';
import type { RequestContext } from '../../shared/core/request-context.ts';
import type { FetchSubgraph, SubgraphRequest, SubgraphResponse } from '../../shared/core/upstream-calls.ts';
import { compileRules } from '../../shared/degradation/compile-rules.ts';
import type { Declarations } from '../../shared/degradation/declarations.ts';
import type { LastGood } from '../../shared/degradation/last-good.ts';
import { createNativeEngine } from '../../shared/execute/native-engine.ts';
import { createOperations } from '../../shared/operation/create-operations.ts';
import { createPlanner } from '../../shared/plan/create-planner.ts';
import { compileResponseWriter } from '../../shared/response/compile-response-writer.ts';
import { buildApiSchema } from '../../shared/supergraph/build-schemas.ts';
import { withoutConnectors } from '../../shared/supergraph/without-connectors.ts';
import { buildInProcessSubgraph } from '../conformance/harness/in-process-subgraph.ts';
import type { ScenarioSubgraph } from '../conformance/harness/scenario.ts';
import { bytesOf } from './bytes-of.ts';
import { connectorsOf } from './connector-subgraphs.ts';
import { declarations, degradationOf } from './declared-rules.ts';
import { requestContext } from './request-context.ts';
import { usualLimits } from './usual-limits.ts';

const link = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [${imports}])\n`;
const products = [1, 2, 3].map((n) => ({ __typename: 'Product', id: String(n), name: `product ${n}` }));

/** The subgraphs of the shop: GraphQL ones, and one of connectors, `extras`, whose source is `suggestions`. */
const subgraphs: Readonly<Record<string, ScenarioSubgraph>> = {
  catalog: {
    sdl: `${link('"@key", "@shareable"')}
      type Query {
        products: [Product!]!
        product(id: ID!): Product
        shelves: [Shelf!]!
        featured: Product!
        node: Node
      }
      interface Node { id: ID! }
      type Shelf { title: String! products: [Product!]! }
      type Product implements Node @key(fields: "id") { id: ID! name: String brand: Brand }
      type Brand { name: String! country: String }`,
    root: {
      products: () => products.map(withBrand),
      product: ({ id }: { id: string }) => products.map(withBrand).find((one) => one.id === id) ?? null,
      shelves: () => [
        { title: 'new', products: products.slice(0, 2).map(withBrand) },
        { title: 'old', products: products.slice(1).map(withBrand) },
      ],
      featured: () => products.map(withBrand)[0],
      node: () => products.map(withBrand)[1],
    },
    entities: { Product: products.map(withBrand) },
  },
  pricing: {
    sdl: `${link('"@key", "@shareable"')}
      type Product @key(fields: "id") { id: ID! price: Price label: String discount: Int! }
      type Price { amount(digits: Int): Float! currency: String! }
      type Query { cheapest: Product }`,
    root: { cheapest: () => ({ id: '2' }) },
    entities: {
      Product: products.map(({ id }) => ({
        id,
        price: { amount: Number(id) * 10, currency: 'EUR' },
        label: `label ${id}`,
        discount: Number(id),
      })),
    },
  },
  shipping: {
    sdl: `${link('"@key", "@external", "@requires"')}
      type Product @key(fields: "id") {
        id: ID!
        label: String @external
        parcel: String @requires(fields: "label")
      }`,
    entities: {
      Product: products.map(({ id }) => ({ id })),
    },
    resolvers: { Product: { parcel: ({ label }: { label: string }) => `parcel for ${label}` } },
  },
  reviews: {
    sdl: `${link('"@key"')}
      type Product @key(fields: "id") { id: ID! reviews: [Review!]! rating: Float }
      type Review { text: String author: User }
      type User @key(fields: "name") { name: ID! }
      type Query { topReviews: [Review!] }`,
    root: { topReviews: () => [{ text: 'good', author: { name: 'ann' } }] },
    entities: {
      Product: products.map(({ id }) => ({
        id,
        rating: 4.5,
        reviews: [{ text: `fine ${id}`, author: { name: 'bob' } }],
      })),
    },
  },
  accounts: {
    sdl: `${link('"@key"')}
      type User @key(fields: "name") { name: ID! city: String }
      type Query { me: User }
      type Mutation { rename(to: String!): User }`,
    root: { me: () => ({ name: 'ann', city: 'Bern' }), rename: () => ({ name: 'eve', city: 'Rome' }) },
    entities: {
      User: [
        { name: 'ann', city: 'Bern' },
        { name: 'bob', city: 'Oslo' },
      ],
    },
  },
};

const connectors = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])
    @link(url: "https://specs.apollo.dev/connect/v0.3", import: ["@connect", "@source"])
    @source(name: "suggestions", http: { baseURL: "http://suggestions.invalid" })
    @source(name: "stock", http: { baseURL: "http://stock.invalid" })
  type Query {
    trending: [String!] @connect(source: "suggestions", http: { GET: "/trending" }, selection: "$.names")
    boxes: [Box!] @connect(source: "stock", http: { GET: "/boxes" }, selection: "$.boxes { id }")
  }
  type Box @key(fields: "id", resolvable: false) {
    id: ID!
    fill: Int @connect(source: "suggestions", http: { GET: "/fill/{$this.id}" }, selection: "$.fill")
  }
  type Product @key(fields: "id") {
    id: ID!
    similar: [String!]
      @connect(source: "suggestions", http: { GET: "/similar/{$this.id}" }, selection: "$.names", entity: false)
    inStock: Int
      @connect(source: "stock", http: { GET: "/stock/{$this.id}" }, selection: "$.count", entity: false)
  }`;

function withBrand<Item extends { id: string }>(item: Item) {
  return { ...item, brand: { name: `brand ${item.id}`, country: 'CH' } };
}

/** The response to one request of a test. */
export interface ShopResponse {
  readonly status: number;
  readonly headers: OutgoingResponse['headers'];
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly { message: string; path?: readonly unknown[]; extensions: { code: string } }[];
    readonly extensions?: { readonly degraded: readonly Readonly<Record<string, unknown>>[] };
  };
  readonly degraded: readonly string[];
}

/** Behaviour of upstreams, by name. The name of a source applies to its calls. */
export interface Weather {
  /** Fails with this code instead of responding. */
  readonly fails?: Readonly<Record<string, ErrorCode | FrontageError | undefined>>;
  /** Replaces the call. */
  readonly instead?: (
    upstream: string,
    call: () => Promise<SubgraphResponse>,
    request: SubgraphRequest,
    context: RequestContext,
  ) => Promise<SubgraphResponse>;
}

export interface ShopQueryOptions {
  readonly declared?: Partial<Declarations>;
  readonly lastGood?: LastGood;
  /** Replaces the policies. */
  readonly degradation?: Degradation;
  readonly weather?: Weather;
  readonly context?: Partial<RequestContext>;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface Shop {
  send(query: string, options?: ShopQueryOptions): Promise<ShopResponse>;
  /** The schema of clients. */
  readonly schema: ReturnType<typeof buildApiSchema>;
  close(): Promise<void>;
}

/** A graph in this process whose upstreams fail when a test makes them. */
export async function openShop(): Promise<Shop> {
  const { errors, supergraphSdl = '' } = composeServices([
    ...Object.entries(subgraphs).map(([name, { sdl }]) => ({
      name,
      url: `http://${name}`,
      typeDefs: parse(sdl),
    })),
    { name: 'extras', typeDefs: parse(connectors) },
  ]);
  if (errors !== undefined) throw new AggregateError(errors, errors.map(String).join('\n'));
  const definition = connectorsIn(supergraphSdl);
  const supergraph = withoutConnectors(parse(supergraphSdl));
  const schema = buildApiSchema(supergraph);
  const planner = await createPlanner({ supergraph, schema, timeoutMs: 10_000 });
  const remote = Object.fromEntries(
    Object.entries(subgraphs).map(([name, subgraph]) => [name, buildInProcessSubgraph(subgraph)]),
  );

  function fetchIn({ fails = {}, instead }: Weather): FetchSubgraph {
    const check = (name: string): void => {
      const failure = Object.hasOwn(fails, name) ? fails[name] : undefined;
      if (failure !== undefined) throw typeof failure === 'string' ? new FrontageError(failure) : failure;
    };
    const extras = createConnectorSubgraph(definition, async ({ source }, { path }) => {
      check(source);
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(restResponse(path)),
        maxDepth: 64,
      };
    });
    return async (name, request, context) => {
      check(name);
      const call = async (): Promise<SubgraphResponse> =>
        name === 'extras' ? extras.execute(request, context) : (remote[name]?.(request) ?? {});
      return instead === undefined ? call() : instead(name, call, request, context);
    };
  }

  return {
    schema,
    async send(query, { declared = {}, lastGood, degradation, weather = {}, context: own, variables } = {}) {
      const rules = compileRules({
        declared: declarations(declared),
        schema: () => buildASTSchema(supergraph, { assumeValid: true, assumeValidSDL: true }),
        subgraphs: [...Object.keys(subgraphs), 'extras'],
        sources: ['suggestions', 'stock'],
        locationOf: () => undefined,
        sourceOf: (subgraph, type, field) =>
          subgraph === 'extras' ? sourceOfField(definition, type, field) : undefined,
      });
      const engine = createNativeEngine({
        supergraph,
        schema,
        planner,
        view: undefined,
        compileResponseWriter,
        maxResponseBytes: 1_000_000,
        sharingKey: undefined,
        overrideLabels: {},
        fetchSubgraph: fetchIn(weather),
        showsMessages: () => false,
        degradation: degradation ?? degradationOf({ rules, ...(lastGood && { lastGood }) }),
      });
      const operations = await createOperations({ engine, introspection: false, limits: usualLimits });
      try {
        const context = requestContext(own ?? {});
        const { requestId, cancellation } = context;
        const response = await operations.execute(
          {
            requestId,
            cancellation,
            method: 'POST',
            pathVersion: undefined,
            search: '',
            headers: { 'content-type': 'application/json' },
            body: Buffer.from(JSON.stringify({ query, variables })),
          },
          context,
        );
        const { status, headers, body, degraded } = response;
        return { status, headers, degraded, body: JSON.parse(bytesOf({ body }).toString()) };
      } finally {
        await operations.close();
      }
    },
    close: () => planner.close(),
  };
}

function restResponse(path: string): string {
  const id = path.split('/').at(-1);
  if (path.startsWith('/boxes')) return JSON.stringify({ boxes: [{ id: 'a' }, { id: 'b' }] });
  if (path.startsWith('/fill')) return JSON.stringify({ fill: id === 'a' ? 1 : 2 });
  if (path.startsWith('/stock')) return JSON.stringify({ count: Number(id) });
  return JSON.stringify({ names: [`like ${id}`] });
}

/** The shop for the tests of a file. */
export function shopUntil(after: (close: () => Promise<void>) => void): () => Promise<Shop> {
  let shop: Promise<Shop> | undefined;
  after(async () => (await shop)?.close());
  return () => {
    shop ??= openShop();
    return shop;
  };
}

function connectorsIn(supergraphSdl: string): ConnectorSubgraph {
  const [definition] = connectorsOf(supergraphSdl);
  if (definition === undefined) throw new TypeError('there are connectors');
  return definition;
}
