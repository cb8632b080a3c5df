import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import { type Bff, StartError } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { changedGraph, type Edit, edited } from '../support/changed-graph.ts';
import { startClient, unhurried } from '../support/harbour-client.ts';
import {
  type HeadlineOperation,
  headlineOperation,
  headlineOperations,
} from '../support/headline-operations.ts';
import { identityToken } from '../support/identity-token.ts';
import { type GraphqlResponse, sendDocumentId, sendQuery, valueAt } from '../support/send-query.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const operations = headlineOperations.filter(({ client }) => client === 'partner');
const versions = ['2026-01', '2026-07'] as const;

/** A possible evolution of the graph: a renamed field, and additional types, enum values and union members. */
const changes: Readonly<Record<string, readonly Edit[]>> = {
  pricing: [
    ['list: { amount: listMinor currency }', 'before: { amount: listMinor currency } beforeMinor: listMinor'],
    ['  list: Money!', '  before: Money!\n  beforeMinor: Int'],
  ],
  catalog: [
    ['union ShelfItem = Product | Collection', 'union ShelfItem = Product | Collection | Brand'],
    [
      'type Brand @key(fields: "id") @tag(name: "partner") {',
      'type Brand @key(fields: "id") @tag(name: "partner") {\n  logo: Image',
    ],
    [
      '  weightGrams: Int! @tag(name: "partner")',
      '  weightGrams: Int! @tag(name: "partner")\n  heightMm: Int @tag(name: "partner")',
    ],
    ['type Query {', 'type Query {\n  brands: [Brand!] @tag(name: "partner")'],
  ],
  inventory: [['  LOW\n', '  LOW\n  PREORDER\n']],
  orders: [['  PAID\n', '  PAID\n  ON_HOLD\n']],
};

/** The change in the views: only the source of the renamed field. */
const remedies: Readonly<Record<(typeof versions)[number], readonly Edit[]>> = {
  '2026-01': [['price.list.amount', 'price.before.amount']],
  '2026-07': [['price.list', 'price.before']],
};

let estate: Estate;
let bff: Bff;
let token: string;

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  bff = await startClient('partner', estate, unhurried);
  token = await identityToken(estate.service('identity').url, { partner: 'partner-3' });
});
after(async () => {
  await bff?.close();
  await estate?.close();
});

function show({ path, documentId, variables }: HeadlineOperation, server = bff): Promise<GraphqlResponse> {
  return sendDocumentId(`${server.url}${path}`, documentId, { variables, token });
}

/** The response from the time when the version was published; UPDATE=1 writes it. */
function golden({ screen }: HeadlineOperation, text: string): string {
  const file = join(projectRoot, 'test/clients/golden/partner', `${screen}.json`);
  if (process.env['UPDATE'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  }
  return JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
}

/** The partner's server on a changed graph, with unmodified or edited views. */
function startChanged(context: TestContext, supergraph: string, areAdjusted: boolean): Promise<Bff> {
  const texts = versions.map((name) => {
    const text = readFileSync(join(projectRoot, `bffs/partner/view.${name}.graphql`), 'utf8');
    return [`view.${name}.graphql`, areAdjusted ? edited(text, remedies[name]) : text] as const;
  });
  const directory = temporaryFiles(context, Object.fromEntries(texts));
  return startClient('partner', estate, (settings) => {
    const { view } = settings;
    const moved = Object.entries(view.versions ?? {}).map(([name, version]) => {
      return [name, { ...version, files: [join(directory, `view.${name}.graphql`)] }];
    });
    return unhurried({ ...settings, supergraph, view: { ...view, versions: Object.fromEntries(moved) } });
  });
}

describe('a published version', () => {
  it('a recorded response exists for every version and operation', () => {
    const names = ['orders', 'product', 'products'];
    assert.deepEqual(
      operations.map(({ screen }) => screen),
      versions.flatMap((version) => names.map((name) => `${version}/${name}`)),
    );
  });

  for (const operation of operations) {
    it(`${operation.screen} returns the bytes from the time of its publication`, async () => {
      const { status, text } = await show(operation);
      assert.equal(status, 200);
      assert.equal(text, golden(operation, text));
    });
  }

  it('a version responds identically on a changed graph if its views name the new sources of fields', async (context) => {
    const changed = await startChanged(context, changedGraph(context, changes), true);
    context.after(() => changed.close());
    for (const operation of operations) {
      const { text } = await show(operation, changed);
      assert.equal(text, golden(operation, text), operation.screen);
    }
    // Additions to the graph appear in no version.
    for (const version of versions) {
      const url = `${changed.url}/${version}/graphql`;
      const queries = ['{ brands { name } }', '{ product(sku: "HB-000001") { heightMm } }'];
      for (const query of queries) {
        assert.deepEqual((await sendQuery(url, query, { token })).codes, ['GRAPHQL_VALIDATION_FAILED']);
      }
    }
  });

  it('startup fails on a graph that no longer has a field of a version, and names the position', async (context) => {
    const supergraph = changedGraph(context, changes);
    await assert.rejects(startChanged(context, supergraph, false), (error) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, /view\.2026-01\.graphql:\d+:\d+: Price has no field list/);
      return true;
    });
  });
});

describe('the version of a request', () => {
  interface Named {
    readonly path?: string;
    readonly header?: string;
    readonly accept?: string;
    readonly query?: string;
    readonly claim?: string;
  }

  /** A field that only one of the versions has. */
  const introspection = {
    '2026-01': '{ product(sku: "HB-000001") { inStock } }',
    '2026-07': '{ product(sku: "HB-000001") { availability } }',
  };

  async function sendVersioned(named: Named, query: string): Promise<GraphqlResponse> {
    const { path, header, accept, claim } = named;
    const provider = estate.service('identity').url;
    const own = await identityToken(provider, { partner: 'partner-3', ...(claim && { apiVersion: claim }) });
    const search = named.query === undefined ? '' : `?version=${named.query}`;
    return sendQuery(`${bff.url}${path === undefined ? '' : `/${path}`}/graphql${search}`, query, {
      token: own,
      headers: {
        ...(header !== undefined && { 'api-version': header }),
        ...(accept !== undefined && { accept: `application/vnd.harbour+json;version=${accept}` }),
      },
    });
  }

  it('the version of a request is that of its path, header, Accept, query or token; the oldest by default', async () => {
    const rows: readonly (readonly [Named, (typeof versions)[number]])[] = [
      [{}, '2026-01'],
      [{ path: 'v2' }, '2026-07'],
      [{ header: '2026-07' }, '2026-07'],
      [{ accept: 'v2' }, '2026-07'],
      [{ query: '2026-07' }, '2026-07'],
      [{ claim: 'v2' }, '2026-07'],
      [{ claim: '2026-07', path: 'v1' }, '2026-01'],
      [{ claim: '2026-01', query: 'v2' }, '2026-07'],
      [{ path: '2026-07', header: 'v2', accept: '2026-07', query: 'v2' }, '2026-07'],
    ];
    for (const [named, version] of rows) {
      const { status, headers, codes } = await sendVersioned(named, introspection[version]);
      assert.deepEqual(
        [status, codes, headers.get('api-version')],
        [200, [], version],
        JSON.stringify(named),
      );
    }
    const conflict = await sendVersioned({ path: 'v1', header: 'v2' }, introspection['2026-01']);
    assert.deepEqual([conflict.status, conflict.codes], [400, ['API_VERSION_CONFLICT']]);
    const unknown = await sendVersioned({ header: '2025-01' }, introspection['2026-01']);
    assert.deepEqual([unknown.status, unknown.codes], [400, ['API_VERSION_UNKNOWN']]);
  });

  it('a deprecated version announces its sunset and successor', async () => {
    const old = (await show(headlineOperation('partner', '2026-01/product'))).headers;
    assert.deepEqual(
      ['deprecation', 'sunset', 'link'].map((name) => old.get(name)),
      ['@1782864000', 'Sat, 01 Jan 2028 00:00:00 GMT', '</2026-07/graphql>; rel="successor-version"'],
    );
    const current = (await show(headlineOperation('partner', '2026-07/product'))).headers;
    assert.deepEqual([current.get('deprecation'), current.get('sunset')], [null, null]);
  });
});

describe('orders of a partner', () => {
  it('an order is placed once for an idempotency key, in either version', async () => {
    const input = {
      lines: [{ sku: 'HB-000001', quantity: 1 }],
      country: 'US',
      idempotencyKey: 'partner-test-1',
    };
    const place = 'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { number status } }';
    const [first, second] = await Promise.all(
      versions.map((version) =>
        sendQuery(`${bff.url}/${version}/graphql`, place, { token, variables: { input } }),
      ),
    );
    assert.equal(valueAt(first?.body, 'data.placeOrder.status'), 'PLACED');
    assert.deepEqual(second?.body, first?.body);
  });
});

describe('missing data', () => {
  it('missing data is an error if null could be mistaken for a value, and null if it is decoration', async () => {
    await estate.service('pricing').setFault({ mode: 'down' });
    try {
      for (const version of versions) {
        const { status, headers } = await show(headlineOperation('partner', `${version}/product`));
        assert.equal(status, 503);
        assert.notEqual(headers.get('retry-after'), null);
      }
    } finally {
      await estate.service('pricing').setFault(null);
    }
    await estate.service('carrier').setFault({ mode: 'down' });
    try {
      const { status, body } = await show(headlineOperation('partner', '2026-07/orders'));
      assert.equal(status, 200);
      assert.equal(valueAt(body, 'extensions.degraded.0.upstream'), 'carrier');
      const without = await show(headlineOperation('partner', '2026-01/orders'));
      assert.equal(valueAt(without.body, 'extensions'), undefined);
    } finally {
      await estate.service('carrier').setFault(null);
    }
  });
});
