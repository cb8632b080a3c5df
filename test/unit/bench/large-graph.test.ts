import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse, validate } from 'graphql';
import { buildLargeGraph } from '../../../bench/start/large-graph.ts';
import { buildApiSchema } from '../../../shared/supergraph/build-schemas.ts';

describe('the synthetic graph of the start benchmark', () => {
  it('is the same each time', () => {
    assert.deepEqual(buildLargeGraph(1), buildLargeGraph(1));
  });

  it('composes to a supergraph on which its operation is valid, and the factor multiplies its types', () => {
    for (const [factor, entities] of [
      [1 / 15, 40],
      [2 / 15, 80],
    ] as const) {
      const { subgraphs, query } = buildLargeGraph(factor);
      const services = subgraphs.map(({ name, sdl }) => ({
        name,
        url: 'http://127.0.0.1:1',
        typeDefs: parse(sdl),
      }));
      const { errors, supergraphSdl = '' } = composeServices(services, { runSatisfiability: false });
      assert.equal(errors, undefined, errors?.map(String).join('\n'));
      const schema = buildApiSchema(parse(supergraphSdl));
      assert.deepEqual(validate(schema, parse(query)), []);
      assert.equal(
        Object.keys(schema.getTypeMap()).filter((name) => /^T\d+_\d+$/.test(name)).length,
        entities,
      );
      assert.ok(query.length > 4500 && query.length < 6000, String(query.length));
    }
  });
});
