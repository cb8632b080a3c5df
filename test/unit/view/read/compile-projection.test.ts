import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, Kind, parse, type SelectionSetNode } from 'graphql';
import { compileProjection, needsOf } from '../../../../shared/view/read/compile-projection.ts';

const graph = buildSchema(`
  type Query { item: Item }
  interface Item { image: Image shelf: [Image] }
  type Product implements Item { image: Image shelf: [Image] }
  type Image { url: String alt: String credit: Credit }
  type Credit { name: String year: Int }
`);

function selection(text: string): SelectionSetNode {
  const [operation] = parse(`{ ${text} }`).definitions;
  assert.ok(operation?.kind === Kind.OPERATION_DEFINITION);
  return operation.selectionSet;
}

const keyOf = ({ name }: { readonly name: { readonly value: string } }): string => name.value;
const image = (name: string) => ({ url: `/${name}`, alt: name, credit: { name, year: 2024 } });
const product = { __typename: 'Product', image: image('a'), shelf: [image('b'), null, image('c')] };

function projected(text: string): unknown {
  const project = compileProjection(selection(text), keyOf, graph);
  return JSON.parse(JSON.stringify(project(product)));
}

describe('compileProjection', () => {
  for (const [name, text] of [
    ['a field before a fragment', 'image { url } ... on Product { image { alt } }'],
    ['a field after a fragment', '... on Product { image { alt } } image { url }'],
    ['two fragments', '... on Item { image { url } } ... on Product { image { alt } }'],
  ] as const) {
    it(`merges the fields of one object that ${name} select`, () => {
      assert.deepEqual(projected(text), { image: { url: '/a', alt: 'a' } });
    });
  }

  it('merges selections of several fragments in lists and nested objects', () => {
    assert.deepEqual(
      projected('shelf { credit { name } } ... on Product { shelf { alt credit { year } } }'),
      {
        shelf: [
          { alt: 'b', credit: { name: 'b', year: 2024 } },
          null,
          { alt: 'c', credit: { name: 'c', year: 2024 } },
        ],
      },
    );
  });

  it('does not modify the data', () => {
    const before = structuredClone(product);
    projected('image { url } ... on Product { image { alt credit { year } } }');
    assert.deepEqual(product, before);
  });
});

describe('needsOf', () => {
  it('includes the selections of all fragments at every depth', () => {
    const text = 'image { credit { name } } ... on Product { image { alt credit { year } } }';
    const needs = needsOf([selection(text)], keyOf).get('image');
    assert.deepEqual([...(needs?.keys() ?? [])].sort(), ['alt', 'credit']);
    assert.deepEqual([...(needs?.get('credit')?.keys() ?? [])].sort(), ['name', 'year']);
  });
});
