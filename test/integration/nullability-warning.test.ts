import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { checkStart, loadSettings } from '../../shared/index.ts';
import { composeSubgraphs } from '../conformance/harness/compose.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const supergraph = composeSubgraphs({
  books: {
    sdl: 'type Query { books: [Book!]! } type Book @key(fields: "isbn") { isbn: ID! title: String! }',
  },
  loans: {
    sdl: 'type Book @key(fields: "isbn") { isbn: ID! loanDays: Int! late: Boolean @shareable }',
  },
});

async function warnings(context: TestContext, settings: string) {
  const directory = temporaryFiles(context, {
    'graph.graphql': supergraph,
    'view.graphql':
      'extend schema @closed\ntype Query { books: [Book] }\ntype Book { isbn: ID! loanDays: Int }\n',
    'bff.yaml': `supergraph: ./graph.graphql\n${settings}`,
  });
  return checkStart(loadSettings(join(directory, 'bff.yaml')));
}

describe('non-null fields of other upstreams', () => {
  it('startup warns about non-null fields that cross upstreams, those below the root first', async (context) => {
    const [warning, ...others] = await warnings(context, '');
    assert.equal(others.length, 0);
    assert.match(warning?.message ?? '', /nullability: relaxed/);
    assert.deepEqual(warning?.fields, ['Book.loanDays', 'Query.books']);
    assert.equal(warning?.more, 0);
  });

  it('startup does not warn if the nullability is configured or a view decides it', async (context) => {
    for (const settings of [
      'degradation: { nullability: strict }\n',
      'degradation: { nullability: relaxed }\n',
      'view: { files: [./view.graphql] }\n',
    ])
      assert.deepEqual(await warnings(context, settings), [], settings);
  });
});
