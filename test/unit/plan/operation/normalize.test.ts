import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'graphql';
import type { Conditions } from '../../../../shared/core/graphql/conditions.ts';
import { readOperation } from '../../../../shared/core/graphql/read-operation.ts';
import { readSupergraph } from '../../../../shared/plan/model/read-supergraph.ts';
import { normalize } from '../../../../shared/plan/operation/normalize.ts';
import type { ObjectSelection, SelectedField } from '../../../../shared/plan/operation/selection.ts';
import { composeGraph } from '../../../support/planned-graph.ts';

const { supergraph } = composeGraph({
  media: `
    directive @in(mode: String) on FIELD
    type Query { media: [Media] found: Found book: Book }
    interface Media { id: ID! title(lang: String): String near: [Media] }
    interface Printed { pages: Int }
    type Book implements Media & Printed { id: ID! title(lang: String): String near: [Book] pages: Int }
    type Film implements Media { id: ID! title(lang: String): String near: [Film] length: Int }
    type Song implements Media { id: ID! title(lang: String): String near: [Media] length: Int }
    union Found = Book | Film
  `,
});
const model = readSupergraph(supergraph);

function normalized(text: string): ObjectSelection {
  const { definition, fragments } = readOperation(parse(text), undefined);
  return normalize(definition.selectionSet, 'Query', fragments, model);
}

/** Fields as `key<Type Type>[guard]{fields}`, without types if all objects of the position have the field. */
function describeSelection({ typeName, fields }: ObjectSelection): string {
  const all = model.types.get(typeName)?.objectTypes.size;
  return fields.map((field) => describeField(field, all)).join(' ');
}

function describeField({ key, types, guard, inner }: SelectedField, all: number | undefined): string {
  const condition = guard.map(describeConditions).join('|');
  return [
    key,
    types.size === all ? '' : `<${[...types].join(' ')}>`,
    condition && `[${condition}]`,
    inner ? `{${describeSelection(inner)}}` : '',
  ].join('');
}

function describeConditions(conditions: Conditions): string {
  return [...conditions].map(([variable, value]) => (value ? variable : `!${variable}`)).join(' ');
}

const variables = 'query($a: Boolean! $b: Boolean!)';

/** Operation → normalized form. */
const cases: Readonly<Record<string, readonly (readonly [operation: string, fields: string])[]>> = {
  'turns fragments into sets of object types': [
    ['{ media { id ... on Media { title } } }', 'media{id title}'],
    ['{ media { ... on Film { length } } }', 'media{length<Film>}'],
    ['{ media { ...F } } fragment F on Printed { pages }', 'media{pages<Book>}'],
    ['{ media { ... on Printed { ... on Media { id } } } }', 'media{id<Book>}'],
    ['{ found { ... on Media { id } } }', 'found{id}'],
  ],
  'leaves out fragments whose types exclude each other': [
    ['{ book { id ... on Film { length } } }', 'book{id}'],
    ['{ media { ... on Film { ... on Printed { pages } id } } }', 'media{id<Film>}'],
  ],
  'merges the selections of one key': [
    ['{ book { id } book { pages } }', 'book{id pages}'],
    ['{ media { id ... on Film { id } } }', 'media{id<Book Song> id<Film>}'],
    ['{ media { near { id } ... on Media { near { title } } } }', 'media{near{id title}}'],
  ],
  'has one field for each group of types that select the same': [
    [
      '{ media { near { id } ... on Film { near { title } } } }',
      'media{near<Book Song>{id} near<Film>{id title}}',
    ],
  ],
  'keeps keys apart': [
    ['{ book { title de: title(lang: "de") } }', 'book{title de}'],
    ['{ book { title title_1: title @in(mode: "x") } }', 'book{title title_1}'],
  ],
  'turns conditions into guards': [
    [`${variables} { book { id @include(if: $a) title @skip(if: $a) } }`, 'book{id[a] title[!a]}'],
    [`${variables} { book @include(if: $a) { id @skip(if: $b) } }`, 'book[a]{id[a !b]}'],
    [`${variables} { ... @include(if: $a) { ... @include(if: $b) { book { id } } } }`, 'book[a b]{id[a b]}'],
    [`${variables} { media { ...F @include(if: $a) } } fragment F on Film { id }`, 'media{id<Film>[a]}'],
  ],
  'evaluates constant conditions': [
    ['{ book { id @include(if: false) title @skip(if: false) pages @skip(if: true) } }', 'book{title}'],
  ],
  'leaves out selections whose conditions contradict each other': [
    [`${variables} { book { id ... @skip(if: $a) { title @include(if: $a) } } }`, 'book{id}'],
  ],
  'has alternatives where a field is selected under several conditions': [
    [`${variables} { book { id @include(if: $a) id @include(if: $b) } }`, 'book{id[a|b]}'],
    [`${variables} { book { id id @include(if: $a) } }`, 'book{id}'],
    [`${variables} { book { id @include(if: $a) @skip(if: $b) id @include(if: $a) } }`, 'book{id[a]}'],
    [
      `${variables} { book @include(if: $a) { id } book @include(if: $b) { title } }`,
      'book[a|b]{id[a] title[b]}',
    ],
  ],
};

describe('a normalized operation', () => {
  for (const [behaviour, rows] of Object.entries(cases))
    it(behaviour, () => {
      assert.deepEqual(
        rows.map(([operation]) => [operation, describeSelection(normalized(operation))]),
        rows,
      );
    });

  it('has fields as a fetch selects them: alias, arguments and directives of the graph', () => {
    const [book] = normalized(
      `${variables} { book { de: title(lang: "de") @in(mode: "x") @include(if: $a) } }`,
    ).fields;
    const node = book?.inner?.fields[0]?.node;
    assert.deepEqual(
      [node?.alias?.value, node?.arguments?.length, node?.directives?.map(({ name }) => name.value)],
      ['de', 1, ['in']],
    );
  });

  it('has the conditions under which the types of objects decide what is selected', () => {
    const guards = [
      '{ media { id } }',
      '{ media { ... on Media { id } } }',
      '{ media { id ... on Film { length } } }',
      `${variables} { media { ... on Film @include(if: $a) { length } ... on Book @skip(if: $b) { id } } }`,
      '{ found { ... on Song { id } } }',
    ].map((operation) => normalized(operation).fields[0]?.inner?.typeGuard?.map(describeConditions));
    assert.deepEqual(guards, [undefined, undefined, [''], ['a', '!b'], ['']]);
  });

  it('has the number of lists around values', () => {
    const [media] = normalized('{ media { id near { id } } }').fields;
    const depths = media?.inner?.fields.map(({ listDepth }) => listDepth);
    assert.deepEqual([media?.listDepth, depths], [1, [0, 1]]);
  });

  it('has at most 200,000 fields', () => {
    const types = ['Book', 'Film', 'Song'];
    const leaves = Array.from({ length: 300 }, (_, index) => `id_${index}: id`).join(' ');
    const deep = Array.from(
      { length: 6 },
      (_, level) =>
        `fragment F${level} on Media { ${types.map((type) => `... on ${type} { near { ...F${level + 1} } }`).join(' ')} }`,
    );
    const operation = `{ media { near { ...F0 } } } ${deep.join(' ')} fragment F6 on Media { ${leaves} }`;
    assert.throws(() => normalized(operation), {
      name: 'RangeError',
      message: 'the operation has more than 200000 fields',
    });
  });
});
