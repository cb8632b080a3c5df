import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FetchNode } from '@apollo/query-planner';
import {
  buildSchema,
  type DocumentNode,
  Kind,
  OperationTypeNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Graft, graftFields } from '../../../shared/plan/graft-fields.ts';

const schema = buildSchema(`
  type Query { box: Box }
  type Box { items: [Item] }
  union Item = Common | Own
  type Common { name: String kind: String size: Size }
  type Own { name(max: Int): String kind: Int! size: [Size] }
  type Size { w: Int }
`);
const text = '{box{items{__typename ...on Common{name kind size{w}}}}}';
const node: FetchNode = {
  kind: 'Fetch',
  serviceName: 'a',
  operation: text,
  operationName: undefined,
  operationKind: OperationTypeNode.QUERY,
};

/** The selection set below the fields of these names. */
function setAt(document: DocumentNode, way: readonly string[]): SelectionSetNode {
  const [operation] = document.definitions;
  assert.ok(operation?.kind === Kind.OPERATION_DEFINITION);
  return way.reduce<SelectionSetNode>((set, step) => {
    const field = set.selections.find(
      (selection) => selection.kind === Kind.FIELD && selection.name.value === step,
    );
    assert.ok(field?.kind === Kind.FIELD && field.selectionSet !== undefined);
    return field.selectionSet;
  }, operation.selectionSet);
}

function selectionsOf(selections: string): readonly SelectionNode[] {
  return setAt(parse(selections), []).selections;
}

function grafted(selections: string, more: Partial<Graft> = {}): FetchNode {
  const document = parse(text);
  const way = ['box', 'items'];
  const graft: Graft = {
    set: setAt(document, way),
    way,
    type: 'Own',
    selections: selectionsOf(selections),
    variables: [],
    rewrites: [],
    ...more,
  };
  return graftFields(node, document, [graft], schema);
}

describe('fields of one type more in a fetch', () => {
  it('stand in a fragment at the position of its objects', () => {
    const { operation, outputRewrites } = grafted('{ name }');
    assert.equal(operation, '{box{items{__typename ...on Common{name kind size{w}}...on Own{name}}}}');
    assert.equal(outputRewrites, undefined);
  });

  it('get an alias where their key is that of another value on another type, which is taken back', () => {
    const { operation, outputRewrites } = grafted('{ name ... @include(if: $v) { kind size { w } } }');
    assert.equal(
      operation,
      '{box{items{__typename ...on Common{name kind size{w}}...on Own{name ...@include(if:$v){kind__alias_0:kind size__alias_0:size{w}}}}}}',
    );
    assert.deepEqual(outputRewrites, [
      { kind: 'KeyRenamer', path: ['box', 'items', '... on Own', 'kind__alias_0'], renameKeyTo: 'kind' },
      { kind: 'KeyRenamer', path: ['box', 'items', '... on Own', 'size__alias_0'], renameKeyTo: 'size' },
    ]);
  });

  it('bring their variables and their own changes of what is received', () => {
    const query = parse('query ($max: Int) { name }').definitions[0];
    const { operation, outputRewrites, variableUsages } = grafted('{ name_1: name(max: $max) }', {
      variables: query?.kind === Kind.OPERATION_DEFINITION ? (query.variableDefinitions ?? []) : [],
      rewrites: [{ kind: 'KeyRenamer', path: ['size', 'x'], renameKeyTo: 'w' }],
    });
    assert.equal(
      operation,
      'query($max:Int){box{items{__typename ...on Common{name kind size{w}}...on Own{name_1:name(max:$max)}}}}',
    );
    assert.deepEqual(variableUsages, ['max']);
    assert.deepEqual(outputRewrites, [
      { kind: 'KeyRenamer', path: ['box', 'items', '... on Own', 'size', 'x'], renameKeyTo: 'w' },
    ]);
  });
});
