import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'graphql';
import { compileFlatRepresentation } from '../../../../shared/plan/compile/representation/compile-flat-representation.ts';
import { readSupergraph } from '../../../../shared/plan/model/read-supergraph.ts';
import { buildTypeIndex } from '../../../../shared/plan/model/type-index.ts';

const types = buildTypeIndex(
  readSupergraph(
    parse(`
    directive @join__type(graph: join__Graph!, key: String, extension: Boolean! = false, resolvable: Boolean! = true, isInterfaceObject: Boolean! = false) repeatable on OBJECT
    enum join__Graph { A @join__graph(name: "a", url: "") }
    type Query @join__type(graph: A) { user: User product: Product }
    type User @join__type(graph: A, key: "id") { id: ID }
    type Product @join__type(graph: A, key: "id") { id: ID }
  `),
  ),
);

function writerFor(type: string): (object: object) => string | undefined {
  const write = compileFlatRepresentation({
    requires: [
      {
        kind: 'InlineFragment',
        typeCondition: type,
        selections: [
          { kind: 'Field', name: '__typename' },
          { kind: 'Field', name: 'id' },
        ],
      },
    ],
    subgraph: 'a',
    types,
  });
  assert.ok(write);
  return write;
}

describe('the representation of an object that one value tells apart', () => {
  it('is that of its type, whoever else has the value', () => {
    for (const type of ['User', 'Product', 'User']) {
      const text = writerFor(type)({ __typename: type, id: '1' });
      assert.equal(text, `{"__typename":"${type}","id":"1"}`);
    }
  });

  it('is right for any number of values, of any kind, again and again', () => {
    const write = writerFor('User');
    const ids = [
      ...Array.from({ length: 2500 }, (_, index) => String(index)),
      '"',
      '\u2028',
      'x'.repeat(1000),
      7,
      '7',
    ];
    for (let round = 0; round < 2; round += 1) {
      for (const id of ids) {
        assert.equal(write({ __typename: 'User', id }), JSON.stringify({ __typename: 'User', id }));
      }
    }
    assert.equal(write({ __typename: 'User', id: null }), undefined);
    assert.equal(write({ __typename: 'Product', id: '1' }), undefined);
  });
});
