import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, type FieldNode, print } from 'graphql';
import { defaultPresentation } from '../../../shared/core/presentation.ts';
import { plainSources } from '../../../shared/execute/prepare/plain-operation.ts';
import { compileResponseWriter } from '../../../shared/response/compile-response-writer.ts';
import { readResponse, shape, shapeInput } from './shape-response.ts';

const sdl = `
  type Query { user: User users: [User] constructor: String named(n: Int): User node: Node }
  type Mutation { first: Int second: Int }
  interface Node { id: ID! }
  type User implements Node { id: ID! name: String friend: User friends: [User] posts(first: Int): [Post] }
  type Post implements Node { id: ID! title: String author: User! }
`;

function text(query: string, data: unknown, variables: Record<string, unknown> = {}): string {
  const result = shape(sdl, query, data, { variables });
  assert.deepEqual(result.errors, []);
  return result.text;
}

describe('a selection', () => {
  it('is written in the order of first occurrence, with fields of one response key merged', () => {
    const query =
      '{ user { b: name ...F friend { id } a: name } } fragment F on User { friend { name } id b: name }';
    assert.equal(
      text(query, '{"user":{"id":"1","name":"x","friend":{"name":"y","id":"2"}}}'),
      '{"user":{"b":"x","friend":{"name":"y","id":"2"},"id":"1","a":"x"}}',
    );
  });

  it('reads the data that was fetched with its own arguments', () => {
    const query = '{ a: named(n: 1) { id } b: named(n: 2) { id } c: named(n: 1) { name } }';
    assert.equal(
      text(query, '{"named(n: 1)":{"id":"1","name":"x"},"named(n: 2)":{"id":"2"}}'),
      '{"a":{"id":"1"},"b":{"id":"2"},"c":{"name":"x"}}',
    );
  });

  it('of names that objects inherit reads and writes own properties only', () => {
    const query = '{ constructor __proto__: constructor toString: user { __proto__: id } }';
    assert.equal(
      text(query, '{"user":{"id":"1"}}'),
      '{"constructor":null,"__proto__":null,"toString":{"__proto__":"1"}}',
    );
    assert.equal(
      text('{ __proto__: constructor }', '{"constructor":"x","__proto__":{"y":1}}'),
      '{"__proto__":"x"}',
    );
    const program = compileResponseWriter({
      ...shapeInput(buildSchema(sdl), '{ user { id } }'),
      sourceOf: plainSources(({ name }) => (name.value === 'user' ? '__proto__' : name.value)),
    });
    const request = {
      variables: {},
      errors: [],
      introspection: () => null,
      presentation: defaultPresentation(),
    };
    assert.equal(readResponse(program.write({ ...request, data: {} })).text, '{"user":null}');
    const data: object = JSON.parse('{"__proto__":{"id":"1"}}');
    assert.equal(readResponse(program.write({ ...request, data })).text, '{"user":{"id":"1"}}');
  });

  it('may read objects without a prototype, at several positions and inside themselves', () => {
    const user: Record<string, unknown> = Object.assign(Object.create(null), { id: '1', name: 'x' });
    user['friend'] = user;
    user['friends'] = [user, user];
    assert.equal(
      text('{ user { friends { id friends { friend { name } } } } users { friend { id } friends { id } } }', {
        user,
        users: [user, user],
      }),
      `{"user":{"friends":[${Array(2).fill('{"id":"1","friends":[{"friend":{"name":"x"}},{"friend":{"name":"x"}}]}').join()}]},` +
        `"users":[${Array(2).fill('{"friend":{"id":"1"},"friends":[{"id":"1"},{"id":"1"}]}').join()}]}`,
    );
  });

  it('has its errors at every position of a shared object', () => {
    const author = { id: '1', friends: [{ id: null }] };
    const post = { id: '1', author };
    const query = '{ users { posts(first: 2) { author { friends { id } } } } }';
    const { errors } = shape(sdl, query, { users: [{ 'posts(first: 2)': [post, post] }] });
    assert.deepEqual(
      errors.map(({ path }) => path.join('.')),
      [0, 1].map((index) => `users.0.posts.${index}.author.friends.0.id`),
    );
  });

  it('of cyclic data with an error in every cycle terminates', () => {
    const user: Record<string, unknown> = { name: 1 };
    user['friends'] = Array.from({ length: 100 }, () => user);
    const query = '{ user { friends { friends { friends { name friend { id } } } } } }';
    const { errors } = shape(sdl, query, { user });
    assert.equal(errors.length, 1000);
  });
});

describe('@skip and @include', () => {
  const query = `query ($a: Boolean!, $b: Boolean = true) {
    user @include(if: $b) { id name @skip(if: $a) ...F @include(if: $a) ... @skip(if: true) { friend { id } } }
    users @include(if: false) { id }
    __typename @skip(if: $b) @include(if: $a)
  }
  fragment F on User { friend { id name @skip(if: $b) } }`;
  const data = '{"user":{"id":"1","name":"x","friend":{"id":"2","name":"y"}}}';

  it('are decided by the variables of the request and their defaults', () => {
    assert.equal(text(query, data, { a: false }), '{"user":{"id":"1","name":"x"}}');
    assert.equal(text(query, data, { a: true, b: true }), '{"user":{"id":"1","friend":{"id":"2"}}}');
    assert.equal(text(query, data, { a: true, b: false }), '{"__typename":"Query"}');
    assert.equal(text(query, data, { a: false, b: false }), '{}');
  });

  it('write the right text for any number of combinations', () => {
    const names = Array.from({ length: 6 }, (_, index) => `v${index}`);
    const program = compileResponseWriter(
      shapeInput(
        buildSchema(sdl),
        `query (${names.map((name) => `$${name}: Boolean!`)}) { ${names.map((name) => `${name}: constructor @include(if: $${name})`).join(' ')} }`,
      ),
    );
    for (let turn = 0; turn < 130; turn++) {
      const variables = Object.fromEntries(names.map((name, bit) => [name, ((turn * 7) >> bit) % 2 === 1]));
      const { text: written } = readResponse(
        program.write({
          data: { constructor: 'x' },
          variables,
          errors: [],
          introspection: () => null,
          presentation: defaultPresentation(),
        }),
      );
      assert.deepEqual(
        JSON.parse(written),
        Object.fromEntries(names.filter((name) => variables[name]).map((name) => [name, 'x'])),
      );
    }
  });
});

describe('introspection', () => {
  it('is requested and written unmodified among data', () => {
    const visited: FieldNode[] = [];
    const { text: written, errors } = shape(
      sdl,
      '{ a: __schema { queryType { name } } user { id } a: __schema { description } t: __type(name: "No") { name } }',
      '{"user":{"id":"1"},"__schema":"x"}',
      {
        introspection(field) {
          visited.push(field);
          const value = { queryType: { name: 'Query' }, description: 'é"' };
          return field.name.value === '__schema' ? JSON.stringify(value) : null;
        },
      },
    );
    assert.equal(
      written,
      '{"a":{"queryType":{"name":"Query"},"description":"é\\""},"user":{"id":"1"},"t":null}',
    );
    assert.deepEqual(errors, []);
    assert.deepEqual(
      visited.map((field) => print(field).replace(/\s+/g, ' ')),
      ['a: __schema { queryType { name } description }', 't: __type(name: "No") { name }'],
    );
  });
});

describe('a mutation', () => {
  it('is written from its own root type', () => {
    assert.equal(
      text('mutation { second first __typename }', '{"first":1,"second":2}'),
      '{"second":2,"first":1,"__typename":"Mutation"}',
    );
  });

  it('cannot be compiled for a schema without a mutation type', () => {
    const input = shapeInput(buildSchema(sdl), 'mutation { first }');
    assert.throws(() => compileResponseWriter({ ...input, schema: buildSchema('type Query { a: Int }') }), {
      message: 'the schema has no root type for a mutation',
    });
  });
});

describe('the client path', () => {
  function clientPath(query: string, path: (string | number)[], variables?: Record<string, unknown>) {
    return compileResponseWriter(shapeInput(buildSchema(sdl), query)).clientPaths(
      path,
      variables && { variables, presentation: defaultPresentation() },
    )[0];
  }

  it('has response keys for canonical keys, through lists and fragments', () => {
    const query =
      '{ all: users { ...F } } fragment F on User { ... on Node { mine: posts(first: 1) { t: title } } }';
    const valid = query.replace('... on Node', '... on User');
    assert.deepEqual(clientPath(valid, ['users', 3, 'posts(first: 1)', 0, 'title']), [
      'all',
      3,
      'mine',
      0,
      't',
    ]);
  });

  it('is the first of several, unless another is longer', () => {
    const query = '{ a: user { id } b: user { id n: name } b: user { friend { x: id } } }';
    assert.deepEqual(clientPath(query, ['user']), ['a']);
    assert.deepEqual(clientPath(query, ['user', 'id']), ['a', 'id']);
    assert.deepEqual(clientPath(query, ['user', 'name']), ['b', 'n']);
    assert.deepEqual(clientPath(query, ['user', 'friend', 'id']), ['b', 'friend', 'x']);
  });

  it('ends at the last selected field', () => {
    assert.deepEqual(clientPath('{ a: users { id } }', ['users', 1, 'name', 'x']), ['a', 1]);
    assert.deepEqual(clientPath('{ a: users { id } }', ['other', 1]), []);
    assert.deepEqual(clientPath('{ a: users { id } }', ['users', 1, 'id', 'x', 2]), ['a', 1, 'id']);
    assert.deepEqual(clientPath('{ a: users { id } }', []), []);
  });

  it('excludes fields that the variables exclude', () => {
    const query = 'query ($a: Boolean = false) { a: user @include(if: $a) { id } b: user { id } }';
    assert.deepEqual(clientPath(query, ['user', 'id']), ['a', 'id']);
    assert.deepEqual(clientPath(query, ['user', 'id'], {}), ['b', 'id']);
    assert.deepEqual(clientPath(query, ['user', 'id'], { a: true }), ['a', 'id']);
  });
});
