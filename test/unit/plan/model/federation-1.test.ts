import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'graphql';
import { readSupergraph } from '../../../../shared/plan/model/read-supergraph.ts';
import { describeType } from './describe-model.ts';

/** `types`: definitions with the join directives of Federation 1, where A is `accounts` and R is `reviews`. */
function modelOf(types: string) {
  return readSupergraph(
    parse(`
      schema @core(feature: "https://specs.apollo.dev/join/v0.1") { query: Query }
      enum join__Graph { A @join__graph(name: "accounts", url: "") R @join__graph(name: "reviews", url: "") }
      ${types}
    `),
  );
}

describe('the model of a supergraph of Federation 1', () => {
  it('has the fields of the owner, and the key in the subgraphs that extend a type', () => {
    const model = modelOf(`
      type Query { me: User @join__field(graph: A) }
      type User @join__owner(graph: A) @join__type(graph: A, key: "id") @join__type(graph: R, key: "id") {
        id: ID! @join__field(graph: A)
        name: String @join__field(graph: A)
        reviews: [Int] @join__field(graph: R)
      }
    `);
    assert.deepEqual(describeType(model, 'User'), [
      'accounts: key {id}, id, name',
      'reviews: key {id}, id, reviews',
    ]);
  });

  it('has a type without keys in the subgraphs that can return it', () => {
    const model = modelOf(`
      type Query { me: User @join__field(graph: A) best: Review @join__field(graph: R) }
      type User { address: Address pet: Pet }
      type Address { city: String }
      interface Pet { name: String }
      type Dog implements Pet { name: String }
      type Review { stars: Stars }
      type Stars { count: Int }
    `);
    assert.deepEqual(
      ['Address', 'Dog', 'Stars'].map((type) => [type, describeType(model, type)]),
      [
        ['Address', ['accounts: city']],
        ['Dog', ['accounts: name']],
        ['Stars', ['reviews: count']],
      ],
    );
  });

  it('has the fields that a subgraph only provides', () => {
    const model = modelOf(`
      type Query { best: Review @join__field(graph: R) }
      type Review @join__owner(graph: R) @join__type(graph: R, key: "id") {
        id: ID! @join__field(graph: R)
        author: User @join__field(graph: R, provides: "name")
      }
      type User @join__owner(graph: A) @join__type(graph: A, key: "id") @join__type(graph: R, key: "id") {
        id: ID! @join__field(graph: A)
        name: String @join__field(graph: A)
      }
    `);
    assert.deepEqual(describeType(model, 'User'), [
      'accounts: key {id}, id, name',
      'reviews: key {id}, id, name external',
    ]);
    assert.deepEqual(describeType(model, 'Review'), ['reviews: key {id}, id, author provides {name}']);
  });
});
