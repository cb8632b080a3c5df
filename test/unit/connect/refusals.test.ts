import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StartError } from '../../../shared/core/start-error.ts';
import { compileShop } from '../../support/connector-subgraphs.ts';

const source = 'extend schema @source(name: "api", http: { baseURL: "http://api.test" })';

/** A schema with one field of Query whose connector has these arguments. */
function query(connect: string, field = 'item(id: ID!, first: Int): Item'): string {
  return `${source}
    type Query { ${field} @connect(${connect}) }
    type Item { id: ID! name: String }`;
}

const get = 'source: "api", http: { GET: "/items/{$args.id}" }';
const select = 'selection: "id name"';

const cases: readonly (readonly [string, string, string])[] = [
  [
    'an unknown source',
    query(`source: "apy", http: { GET: "/" }, ${select}`),
    'shop: Query.item @connect source: unknown source apy (declared: api); did you mean api?',
  ],
  [
    'no method',
    query(`source: "api", http: {}, ${select}`),
    'shop: Query.item @connect http: expected one of GET, POST, PUT, PATCH, DELETE',
  ],
  [
    'two methods',
    query(`source: "api", http: { GET: "/", POST: "/" }, ${select}`),
    'shop: Query.item @connect http: expected one method, found GET and POST',
  ],
  [
    'a syntax error',
    query(`${get}, selection: """\n    id\n    name->frist\n    """`),
    'shop: Query.item @connect selection: line 2, column 1: a path next to other entries needs a name (name: path) or a selection { … }',
  ],
  [
    'a method that does not exist',
    query(`${get}, selection: """\n    id\n    name: name->frist\n    """`),
    'shop: Query.item @connect selection: line 2, column 13: unknown method ->frist; did you mean ->first?',
  ],
  [
    'a field that the type does not have',
    query(`${get}, selection: "id nmae"`),
    'shop: Query.item @connect selection: line 1, column 4: Item has no field nmae; did you mean name?',
  ],
  [
    'no fields for an object',
    query(`${get}, selection: "$.item"`),
    'shop: Query.item @connect selection: line 1, column 1: Item is an object; select its fields: { … }',
  ],
  [
    'fields for a scalar',
    query(`${get}, selection: "id name { first }"`),
    'shop: Query.item @connect selection: line 1, column 4: String has no fields; select one value',
  ],
  [
    'a field that no connector provides',
    query(`${get}, selection: "id"`),
    'shop: Item.name: no connector provides this field',
  ],
  [
    'a field of Query without a connector',
    `${query(`${get}, ${select}`)} extend type Query { other: String }`,
    'shop: Query.other: no connector provides this field',
  ],
  [
    'an argument that does not exist',
    query(`source: "api", http: { GET: "/items/{$args.ID}" }, ${select}`),
    'shop: Query.item @connect http.GET: line 1, column 9: $args.ID does not exist; did you mean id?',
  ],
  [
    '$this on a root field',
    query(`source: "api", http: { GET: "/{$this.id}" }, ${select}`),
    'shop: Query.item @connect http.GET: line 1, column 3: $this is not available here; available are $config, $args',
  ],
  [
    '$batch on a field',
    query(`source: "api", http: { POST: "/", body: "ids: $batch.id" }, ${select}`),
    'shop: Query.item @connect http.body: line 1, column 6: $batch is available only for @connect on a type',
  ],
  [
    '$env',
    query(`source: "api", http: { GET: "/", queryParams: "key: $env.KEY" }, ${select}`),
    'shop: Query.item @connect http.queryParams: line 1, column 6: $env is not supported',
  ],
  [
    '$status in a mapping of the request',
    query(`source: "api", http: { GET: "/{$status}" }, ${select}`),
    'shop: Query.item @connect http.GET: line 1, column 3: $status is not available here; available are $config, $args',
  ],
  [
    '$config without a value',
    query(`source: "api", http: { GET: "/{$config.region}" }, ${select}`),
    'shop: Query.item @connect http.GET: line 1, column 3: $config.region is not set for this source',
  ],
  [
    'headers of the client',
    query(`source: "api", http: { GET: "/", headers: [{ name: "x-a", from: "x-b" }] }, ${select}`),
    'shop: Query.item @connect http.headers[0]: from is not supported: client headers are not forwarded',
  ],
  [
    'a header of the connection',
    query(`source: "api", http: { GET: "/", headers: [{ name: "Host", value: "x" }] }, ${select}`),
    'shop: Query.item @connect http.headers[0]: the header host cannot be set',
  ],
  [
    'a body of a GET',
    query(`source: "api", http: { GET: "/", body: "a: $args.id" }, ${select}`),
    'shop: Query.item @connect http.body: a GET request must not have a body',
  ],
  [
    'an absolute URL with a source',
    query(`source: "api", http: { GET: "http://other.test/" }, ${select}`),
    'shop: Query.item @connect http.GET: a connector with a source takes a path, not an absolute URL',
  ],
  [
    'neither source nor URL',
    query(`http: { GET: "/" }, ${select}`),
    'shop: Query.item @connect source: expected the name of a source, or an absolute URL',
  ],
  [
    'an expression in a base URL',
    query(`${get}, ${select}`).replace('http://api.test', 'http://{$config.host}'),
    'shop: schema @source(name: "api") http.baseURL: expressions are not supported in a base URL',
  ],
  [
    'another protocol',
    query(`${get}, ${select}`).replace('http://api.test', 'file:///etc'),
    'shop: schema @source(name: "api") http.baseURL: file: is not supported; supported are http: and https:',
  ],
  [
    'an error message that is an object',
    query(`${get}, ${select}, errors: { message: "text" }`),
    'shop: Query.item @connect errors.message: line 1, column 1: the mapping returns an object; to select one key, write $.key',
  ],
  [
    'a batch on a field',
    query(`${get}, batch: { maxSize: 5 }, ${select}`),
    'shop: Query.item @connect batch: batch is allowed only for @connect on a type',
  ],
];

const entity = (connect: string, key = 'id'): string => `${source}
  type Query { ping: String @connect(source: "api", http: { GET: "/ping" }, selection: "$") }
  type Item @key(fields: "${key}") @connect(${connect}) { id: ID! code: String name: String }`;

const batch = 'source: "api", http: { POST: "/items", body: "ids: $batch.id" }';

const entityCases: readonly (readonly [string, string, string])[] = [
  [
    'a batch of none',
    entity(`${batch}, batch: { maxSize: 0 }, selection: "id code name"`),
    'shop: Item @connect batch.maxSize: expected 1 to 10000, found 0',
  ],
  [
    'a batch too large',
    entity(`${batch}, batch: { maxSize: 10001 }, selection: "id code name"`),
    'shop: Item @connect batch.maxSize: expected 1 to 10000, found 10001',
  ],
  [
    'a batch without its key in the response',
    entity(`${batch}, selection: "code name"`),
    'shop: Item @connect selection: select id, which identifies the entities of a batch',
  ],
  [
    'no key in the request',
    entity('source: "api", http: { GET: "/items" }, selection: "id code name"'),
    'shop: Item @connect http: a connector on a type needs $batch or $this',
  ],
  [
    'a field of $this that does not exist',
    entity('source: "api", http: { GET: "/items/{$this.idd}" }, selection: "id code name"'),
    'shop: Item @connect http.GET: line 1, column 9: $this has no idd: Item has no such field; did you mean id?',
  ],
  [
    '$this as a whole',
    entity('source: "api", http: { POST: "/items", body: "$this" }, selection: "id code name"'),
    'shop: Item @connect http.body: line 1, column 1: $this needs a field: $this.name, or $this { name }',
  ],
  [
    'a key without a connector',
    entity(`${batch}, selection: "id code name"`).replace('@key', '@key(fields: "code") @key'),
    'shop: Item.name: the field can be requested by each @key of its type',
  ],
  [
    '$this of a field that representations of the entity do not contain',
    `${source}
      type Query { ping: String @connect(source: "api", http: { GET: "/ping" }, selection: "$") }
      type Item @key(fields: "id") @connect(${batch}, selection: "id code") {
        id: ID! code: String
        name: String @connect(source: "api", http: { GET: "/names/{$this.code}" }, selection: "$")
      }`,
    'shop: Item.name @connect http: $this.code must be in every @key of Item, or in @requires of the field',
  ],
  [
    'entity: true with an argument that is not a key',
    `${source}
      type Query {
        item(id: ID!, lang: String): Item
          @connect(source: "api", http: { GET: "/items/{$args.id}" }, selection: "id name", entity: true)
      }
      type Item @key(fields: "id") { id: ID! name: String }`,
    'shop: Query.item @connect entity: the argument lang is not a field of any @key of Item',
  ],
];

describe('compileConnectors', () => {
  for (const [name, typeDefs, message] of [...cases, ...entityCases]) {
    test(`rejects ${name}`, () => {
      assert.throws(
        () => compileShop(typeDefs),
        (error) => {
          assert.ok(error instanceof StartError, String(error));
          assert.ok(error.message.includes(message), `${error.message}\nis not\n${message}`);
          return true;
        },
      );
    });
  }

  test('reports all problems at once', () => {
    const typeDefs = `${source} type Query {
      a: String @connect(source: "x", http: { GET: "/" }, selection: "$")
      b: String @connect(source: "api", http: { GET: "/" }, selection: "$->nope")
    }`;
    assert.throws(
      () => compileShop(typeDefs),
      (error) => error instanceof StartError && error.problems.length === 2,
    );
  });
});
