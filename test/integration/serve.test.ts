import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { listeningUrl, startFrontage } from '../support/frontage-process.ts';
import { sendQuery } from '../support/send-query.ts';
import { subgraphServer } from '../support/subgraph-server.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])\n';

const booksSdl = `
  type Query { book(isbn: ID!): Book }
  type Book @key(fields: "isbn") { isbn: ID! title: String! }
`;
const shelvesSdl = (extension: string): string => `
  type Query { shelves: [Shelf!]! }
  type Shelf { room: String! books: [Book!]! }
  ${extension} { copies: Int! }
`;

/** Two subgraphs of a library; `extension` is the syntax by which the second one extends the type of the first. */
async function serveLibrary(context: TestContext, start: string, extension: string) {
  const titles = new Map([
    ['1', 'On Walls'],
    ['2', 'On Doors'],
  ]);
  const book = (isbn: string) => ({ __typename: 'Book', isbn, title: titles.get(isbn) });
  const books = start + booksSdl;
  const shelves = start + shelvesSdl(extension);
  return {
    books,
    shelves,
    booksUrl: await subgraphServer(context, books, {
      Query: { book: (_: unknown, { isbn }: { isbn: string }) => book(isbn) },
      Book: { __resolveReference: ({ isbn }: { isbn: string }) => book(isbn) },
    }),
    shelvesUrl: await subgraphServer(context, shelves, {
      Query: { shelves: () => [{ room: 'hall', books: [{ isbn: '1' }, { isbn: '2' }] }] },
      Book: { __resolveReference: (given: object) => given, copies: () => 3 },
    }),
  };
}

const query = '{ shelves { room books { title copies } } book(isbn: "2") { title copies } }';
const response = {
  data: {
    shelves: [
      {
        room: 'hall',
        books: [
          { title: 'On Walls', copies: 3 },
          { title: 'On Doors', copies: 3 },
        ],
      },
    ],
    book: { title: 'On Doors', copies: 3 },
  },
};

async function federation2(context: TestContext): Promise<string> {
  const library = await serveLibrary(
    context,
    link,
    'type Book @key(fields: "isbn") { isbn: ID! } extend type Book',
  );
  const { errors, supergraphSdl = '' } = composeServices([
    { name: 'books', url: library.booksUrl, typeDefs: parse(library.books) },
    { name: 'shelves', url: library.shelvesUrl, typeDefs: parse(library.shelves) },
  ]);
  assert.equal(errors, undefined);
  return supergraphSdl;
}

/** The output of a composer of that time. */
async function federation1(context: TestContext): Promise<string> {
  const extension = 'extend type Book @key(fields: "isbn") { isbn: ID! @external } extend type Book';
  const { booksUrl, shelvesUrl } = await serveLibrary(context, '', extension);
  return `
    schema
      @core(feature: "https://specs.apollo.dev/core/v0.1")
      @core(feature: "https://specs.apollo.dev/join/v0.1")
    { query: Query }
    directive @core(feature: String!) repeatable on SCHEMA
    directive @join__field(graph: join__Graph, requires: join__FieldSet, provides: join__FieldSet) on FIELD_DEFINITION
    directive @join__type(graph: join__Graph!, key: join__FieldSet) repeatable on OBJECT | INTERFACE
    directive @join__owner(graph: join__Graph!) on OBJECT | INTERFACE
    directive @join__graph(name: String!, url: String!) on ENUM_VALUE
    scalar join__FieldSet
    enum join__Graph {
      BOOKS @join__graph(name: "books", url: "${booksUrl}")
      SHELVES @join__graph(name: "shelves", url: "${shelvesUrl}")
    }
    type Query {
      book(isbn: ID!): Book @join__field(graph: BOOKS)
      shelves: [Shelf!]! @join__field(graph: SHELVES)
    }
    type Shelf { room: String! books: [Book!]! }
    type Book
      @join__owner(graph: BOOKS)
      @join__type(graph: BOOKS, key: "isbn")
      @join__type(graph: SHELVES, key: "isbn")
    {
      isbn: ID! @join__field(graph: BOOKS)
      title: String! @join__field(graph: BOOKS)
      copies: Int! @join__field(graph: SHELVES)
    }
  `;
}

describe('frontage serve', () => {
  for (const [version, compose] of Object.entries({
    'Federation 2': federation2,
    'Federation 1': federation1,
  })) {
    it(`frontage serve serves a ${version} supergraph that it has never seen`, async (context) => {
      const directory = temporaryFiles(context, { 'library.graphql': await compose(context) });
      const file = join(directory, 'library.graphql');
      const server = startFrontage(context, ['serve', '--supergraph', file, '--port', '0']);
      const url = await listeningUrl(server);
      assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/graphql$/);
      for (const path of ['/healthz', '/readyz']) {
        const response = await fetch(new URL(path, url));
        assert.deepEqual([response.status, await response.json()], [200, { status: 'UP' }]);
      }
      const { status, body } = await sendQuery(url, query);
      assert.deepEqual([status, body], [200, response]);
      assert.equal(server.stderr(), '');
    });
  }

  for (const [engine, line] of [
    ['native', ''],
    ['reference', 'engine: reference\n'],
  ] as const) {
    it(`frontage serve uses the ${engine} engine ${line === '' ? 'by default' : 'if the settings select it'}`, async (context) => {
      const directory = temporaryFiles(context, {
        'library.graphql': await federation2(context),
        'serve.yaml': `supergraph: ./library.graphql\nlisten: { port: 0 }\n${line}`,
      });
      const server = startFrontage(context, ['serve', '--config', join(directory, 'serve.yaml')]);
      assert.deepEqual((await sendQuery(await listeningUrl(server), query)).body, response);
      assert.match(server.stdout(), new RegExp(`"engine":"${engine}"`));
    });
  }

  it('frontage serve reads from a settings file what the command line does not set', async (context) => {
    const directory = temporaryFiles(context, {
      'library.graphql': await federation2(context),
      'serve.yaml':
        'client: library\nsupergraph: ./not-there.graphql\nlisten: { port: 1 }\nintrospection: false\nlimits: { body: 1KB }\n',
    });
    const file = (name: string): string => join(directory, name);
    const args = ['--config', file('serve.yaml'), '--supergraph', file('library.graphql'), '--port', '0'];
    const server = startFrontage(context, ['serve', ...args]);
    const url = await listeningUrl(server);
    assert.match(server.stdout(), /"client":"library"/);
    assert.deepEqual((await sendQuery(url, query)).body, response);
    assert.equal((await sendQuery(url, `${query}${' '.repeat(1024)}`)).status, 413);
    const { status, body } = await sendQuery(url, '{ __schema { queryType { name } } }');
    const refusal = {
      message: 'Introspection is disabled.',
      extensions: { code: 'INTROSPECTION_DISABLED' },
    };
    assert.deepEqual([status, body], [400, { errors: [refusal] }]);
  });
});
