import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, parse } from 'graphql';
import { defaultPresentation } from '../../shared/core/presentation.ts';
import type { ResponseWriterInput } from '../../shared/core/response-writer.ts';
import { Cancellation } from '../../shared/core/runtime/cancellation.ts';
import { clientErrors } from '../../shared/execute/errors/client-errors.ts';
import { degradedParts } from '../../shared/execute/errors/degraded-parts.ts';
import { createNativeEngine } from '../../shared/execute/native-engine.ts';
import { createPlanner } from '../../shared/plan/create-planner.ts';
import { compileResponseWriter } from '../../shared/response/compile-response-writer.ts';
import { buildApiSchema } from '../../shared/supergraph/build-schemas.ts';
import { noDegradation } from '../support/declared-rules.ts';
import { requestContext } from '../support/request-context.ts';
import { valueAt } from '../support/send-query.ts';
import { smallGraph } from '../support/small-graph.ts';
import { shapeInput } from '../unit/response/shape-response.ts';

const schema = buildSchema(`
  type Query { product(id: ID): Product }
  type Product { name(form: Int): String product(id: ID): Product }
`);
const failure = { message: 'm', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } } as const;

/** An operation of n failed fields: its errors, and how many fields were visited to find their paths. */
function failedFields(query: string, path: readonly string[], missing: readonly string[]) {
  let looks = 0;
  const given = shapeInput(schema, query);
  const sourceOf: ResponseWriterInput['sourceOf'] = (typeName, field) => {
    looks += 1;
    return given.sourceOf(typeName, field);
  };
  const shape = compileResponseWriter({ ...given, sourceOf });
  looks = 0;
  const request = { variables: {}, presentation: defaultPresentation() };
  const pathsOf = (at: readonly (string | number)[], keys?: readonly string[]) =>
    shape.clientPaths(at, request, {}, keys);
  const reported = clientErrors([{ ...failure, path, missing }], pathsOf);
  const parts = degradedParts(
    [
      {
        failure: { ...failure, code: 'SUBGRAPH_UNAVAILABLE', retryAfterMs: undefined },
        upstream: 'a',
        servedFrom: 'nothing',
        path,
        keys: missing,
      },
    ],
    pathsOf,
  );
  return { ...reported, parts, looks };
}

const products = (count: number, more = ''): { query: string; keys: string[] } => {
  const fields = Array.from(
    { length: count },
    (_, index) => `a${index}: product(id: "${index}") { name ${more} }`,
  );
  const ids = Array.from({ length: count }, (_, index) => `product(id: "${index}")`);
  return { query: `{ ${fields.join(' ')} }`, keys: ids };
};

describe('a failed fetch of many aliases', () => {
  it('a failed fetch of many aliases is at most a hundred errors, with the number of omitted ones', () => {
    const { query, keys } = products(2000);
    const { errors, left, parts } = failedFields(query, [], keys);
    assert.equal(errors.length, 100);
    assert.deepEqual(errors[99]?.path, ['a99']);
    assert.equal(left, 1900);
    assert.equal(parts.length, 100);
  });

  it('a failed fetch of few aliases has all of its errors', () => {
    const { query, keys } = products(100);
    const { errors, left } = failedFields(query, [], keys);
    assert.deepEqual([errors.length, left], [100, 0]);
  });

  it('error paths are found by visiting each field of the operation once', () => {
    for (const count of [100, 1000, 4000]) {
      const { query, keys } = products(count);
      // Once under the conditions that hold, and once under any.
      assert.ok(failedFields(query, [], keys).looks <= 2 * count);
    }
  });

  it('error paths are found by visiting each field once even if one object has a field of each alias', () => {
    for (const count of [100, 1000, 4000]) {
      const aliases = Array.from(
        { length: count },
        (_, index) => `a${index}: product { name(form: ${index}) }`,
      );
      const missing = Array.from({ length: count }, (_, index) => `name(form: ${index})`);
      const { errors, left, looks } = failedFields(`{ ${aliases.join(' ')} }`, ['product'], missing);
      assert.equal(errors.length + left, count);
      assert.ok(looks <= 4 * count, `${looks} for ${count}`);
    }
  });
});

describe('a client that has disconnected', () => {
  it('a disconnected client costs no error list, no text and no further call', async (context) => {
    const supergraph = parse(smallGraph('http://a.invalid', 'product(id: ID): Int other: Int'));
    const api = buildApiSchema(supergraph);
    const planner = await createPlanner({ supergraph, schema: api, timeoutMs: 10_000 });
    context.after(() => planner.close());
    let translated = 0;
    let written = 0;
    const cancellation = new Cancellation();
    const engine = createNativeEngine({
      supergraph,
      schema: api,
      planner,
      view: undefined,
      compileResponseWriter: (input) => {
        const shape = compileResponseWriter(input);
        return {
          ...shape,
          clientPaths(...given) {
            translated += 1;
            return shape.clientPaths(...given);
          },
          write(request) {
            written += 1;
            return shape.write(request);
          },
        };
      },
      maxResponseBytes: 1_000_000,
      sharingKey: undefined,
      overrideLabels: {},
      degradation: noDegradation,
      fetchSubgraph: async () => {
        cancellation.cancel();
        return { data: { product: null }, errors: [{ message: 'x', path: ['product'] }] };
      },
      showsMessages: () => false,
    });
    const source = '{ product }';
    const sendQuery = () =>
      engine.execute?.({
        queryHash: 'q',
        source,
        document: parse(source),
        request: {},
        context: requestContext({ cancellation }),
      });
    assert.equal(valueAt(await sendQuery(), 'errors.0.extensions.code'), 'SUBGRAPH_UNAVAILABLE');
    assert.equal(valueAt(await sendQuery(), 'errors.0.extensions.code'), 'SUBGRAPH_UNAVAILABLE');
    assert.deepEqual([translated, written], [0, 0]);
  });
});
