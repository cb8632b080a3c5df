import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, parse, printSchema, validate } from 'graphql';
import type { ViewedOperation } from '../../../../shared/core/client-view.ts';
import { buildClientView } from '../../../../shared/view/build-client-view.ts';
import { compileView } from '../../../../shared/view/compile-view.ts';
import type { View } from '../../../../shared/view/view.ts';
import { bound, functions, oneLine, viewOptions } from '../../../support/rewritten-operation.ts';

const graph = buildSchema(`
  directive @read(mode: Mode! = FAST, by: By, n: Int) on FIELD | QUERY | INLINE_FRAGMENT
  enum Mode { FAST SAFE }
  input By { first: Mode }
  type Query { item: Item }
  type Item { name: String price: Int }
`);

function viewOf(text: string): View {
  return compileView({
    schema: graph,
    client: 'web',
    files: [{ file: 'view.graphql', text }],
    shape: undefined,
    slots: [],
    functions: [],
  });
}

function rewritten(text: string, query: string): ViewedOperation {
  const view = viewOf(text);
  const document = parse(query);
  assert.deepEqual(validate(view.schema, document), []);
  return buildClientView({ ...viewOptions, view, graph, functions }).rewrite(document, undefined);
}

function signatureIn(text: string): string | undefined {
  return printSchema(viewOf(text).schema).match(/directive (@read.*) on /)?.[1];
}

describe('directives of the graph in a view', () => {
  it('are published with the names of the view, without hidden elements', () => {
    assert.equal(
      signatureIn('extend type Item { price: Int @hide }'),
      '@read(mode: Mode! = FAST, by: By, n: Int)',
    );
    assert.equal(
      signatureIn('extend enum Mode @rename(to: "Way") { FAST @rename(to: "QUICK") }'),
      '@read(mode: Way! = QUICK, by: By, n: Int)',
    );
    assert.equal(signatureIn('extend input By @hide'), '@read(mode: Mode! = FAST, n: Int)');
  });

  it('are not published if they require a hidden element', () => {
    const strict = buildSchema(
      'directive @read(mode: Mode!) on FIELD enum Mode { FAST } type Query { a: Int }',
    );
    const { schema } = compileView({
      schema: strict,
      client: 'web',
      files: [{ file: 'view.graphql', text: 'extend enum Mode @hide' }],
      shape: undefined,
      slots: [],
      functions: [],
    });
    assert.equal(schema.getDirective('read'), undefined);
    assert.equal(schema.getType('Mode'), undefined);
  });

  it('are moved with the annotated element', () => {
    const operation = rewritten(
      'extend type Item { name: String @rename(to: "title") }',
      'query @read(n: 1) { item @read { ... @read(mode: SAFE) { title @read(n: 2) } } }',
    );
    assert.equal(
      oneLine(operation),
      'query @read(n: 1) { item @read { ... @read(mode: SAFE) { name @read(n: 2) } } }',
    );
  });

  it('have the values of the graph', () => {
    const view = 'extend enum Mode @rename(to: "Way") { FAST @rename(to: "QUICK") }';
    const operation = rewritten(
      view,
      'query ($m: Way!) { item { name @read(mode: $m) price @read(mode: QUICK, by: { first: QUICK }, n: 3) } }',
    );
    assert.equal(
      oneLine(operation),
      'query ($view_1: Mode!, $view_2: Mode!, $view_3: By) { item { name @read(mode: $view_1) price @read(mode: $view_2, by: $view_3, n: 3) } }',
    );
    assert.deepEqual(JSON.parse(JSON.stringify(bound(operation, { m: 'QUICK' }))), {
      m: 'QUICK',
      view_1: 'FAST',
      view_2: 'FAST',
      view_3: { first: 'FAST' },
    });
  });
});
