import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  buildSchema,
  execute,
  type GraphQLSchema,
  lexicographicSortSchema,
  parse,
  printSchema,
} from 'graphql';
import type { PolicyDeclaration } from '../../../shared/core/degradation.ts';
import type { ErrorCode } from '../../../shared/core/errors.ts';
import type { Declarations } from '../../../shared/degradation/declarations.ts';
import { type Shop, type ShopResponse, shopUntil } from '../../support/degraded-shop.ts';
import { valueAt } from '../../support/send-query.ts';
import { unexplainedDifferences } from '../../support/unexplained-differences.ts';

const shop = shopUntil(after);

const upstreams = ['catalog', 'pricing', 'shipping', 'reviews', 'accounts', 'suggestions', 'stock'] as const;
const codes: readonly ErrorCode[] = ['SUBGRAPH_TIMEOUT', 'SUBGRAPH_CIRCUIT_OPEN', 'SUBGRAPH_HTTP_ERROR'];

const queries = [
  '{ all: products { id title: name cost: price { amount } parcel similar reviews { author { city } } } me { city } }',
  '{ shelves { title items: products { id name rating inStock brand { name country } } } trending }',
  '{ featured { discount parcel } boxes { id level: fill } topReviews { text author { name city } } }',
  '{ node { id ... on Product { name rating price { amount currency } } } cheapest { name label } product(id: "2") { similar reviews { text } } }',
];

const defaults: readonly (readonly [field: string, value: unknown])[] = [
  ['Product.price', { amount: 0, currency: 'EUR' }],
  ['Product.rating', 0],
  ['Product.discount', 0],
  ['Product.reviews', []],
  ['Product.similar', ['constructor', '__proto__']],
  ['Product.label', 'toString'],
  ['Product.parcel', null],
  ['Product.name', ''],
  ['User.city', 'hasOwnProperty'],
  ['Box.fill', 0],
  ['Query.products', []],
  ['Query.topReviews', [{ text: 'none', author: { name: 'constructor' } }]],
];

const policy = (field: string, value: unknown): fc.Arbitrary<[string, PolicyDeclaration]> =>
  fc
    .constantFrom<PolicyDeclaration>(
      { onError: 'default', value },
      { onError: 'null' },
      { onError: 'lastGood', maxAge: 60_000 },
      ...(field.startsWith('Query.') ? [] : [{ onError: 'omit' } as const]),
    )
    .map((declared) => [field, declared]);

const declaredArbitrary: fc.Arbitrary<Partial<Declarations>> = fc
  .subarray([...defaults])
  .chain((fields) => fc.tuple(...fields.map(([field, value]) => policy(field, value))))
  .map((fields) => ({ fields: Object.fromEntries(fields) }));

const failsArbitrary = fc
  .uniqueArray(fc.constantFrom(...upstreams), { minLength: 1, maxLength: 4 })
  .chain((down) =>
    fc.tuple(...down.map((name) => fc.constantFrom(...codes).map((code) => [name, code] as const))),
  )
  .map((down) => Object.fromEntries(down));

const run = { numRuns: Number(process.env['CASES'] ?? 120), seed: Number(process.env['SEED'] ?? 4) };

/** Completes the data with graphql-js, which returns a result that is valid for the schema unchanged and without an error. */
async function problemsIn(schema: GraphQLSchema, query: string, data: unknown): Promise<unknown> {
  const result = await execute({
    schema,
    document: parse(query),
    rootValue: data,
    // Data has the client's names.
    fieldResolver: (source, _args, _context, { path }) => valueAt(source, String(path.key)),
    typeResolver: () => 'Product',
  });
  assert.deepEqual(JSON.parse(JSON.stringify(result.data ?? null)), data);
  return result.errors;
}

function pathsOf({ body }: ShopResponse): (readonly unknown[])[] {
  return [...(body.errors ?? []), ...(body.extensions?.degraded ?? [])].map(({ path }) =>
    Array.isArray(path) ? path : [],
  );
}

/** A path leads to something, or to the null that it is about or that has taken its place. */
function leads(data: unknown, path: readonly unknown[]): boolean {
  let value = data;
  for (const step of path) {
    if (value === null) return true;
    if (typeof value !== 'object' || !Object.hasOwn(value, String(step))) return false;
    value = Reflect.get(value, String(step));
  }
  return true;
}

/** Removes the items that lists may lose, which is only where that is declared. Items are identified by their contents. */
function withoutOmitted(healthy: unknown, found: unknown): unknown {
  if (Array.isArray(healthy) && Array.isArray(found) && found.length < healthy.length) {
    const ids = new Set(found.map((item) => valueAt(item, 'id')));
    return healthy
      .filter((item) => ids.has(valueAt(item, 'id')))
      .map((item, at) => withoutOmitted(item, found[at]));
  }
  if (Array.isArray(healthy))
    return healthy.map((item, at) => withoutOmitted(item, valueAt(found, String(at))));
  if (typeof healthy !== 'object' || healthy === null) return healthy;
  return Object.fromEntries(
    Object.entries(healthy).map(([key, value]) => [key, withoutOmitted(value, valueAt(found, key))]),
  );
}

describe('whatever fails and whatever is declared,', () => {
  it('the result matches the schema and reports where it differs from the undegraded one', {
    timeout: 150_000,
  }, async () => {
    const open: Shop = await shop();
    const schema = buildSchema(printSchema(lexicographicSortSchema(open.schema)));
    const healthy = new Map<string, unknown>();
    for (const query of queries) healthy.set(query, (await open.send(query)).body.data);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...queries),
        declaredArbitrary,
        failsArbitrary,
        async (query, declared, fails) => {
          const result = await open.send(query, { declared, weather: { fails } });
          const { data, errors, extensions } = result.body;
          const paths = pathsOf(result);
          assert.equal(result.status, 200);
          if (data !== null) assert.equal(await problemsIn(schema, query, data), undefined);
          const expected = withoutOmitted(healthy.get(query), data);
          assert.deepEqual(unexplainedDifferences(expected, data, paths), []);
          for (const path of paths) assert.ok(leads(data, path), `${JSON.stringify(path)} leads nowhere`);
          assert.equal(errors === undefined || extensions !== undefined, true);
          const named = new Set(extensions?.degraded.map(({ upstream }) => upstream));
          assert.deepEqual([...named].sort(), [...result.degraded].sort());
          for (const name of named) assert.ok(Object.hasOwn(fails, String(name)), `${name} has not failed`);
        },
      ),
      run,
    );
  });
});
