import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ASTNode, Kind, OperationTypeNode, parse, parseConstValue, parseType, print } from 'graphql';
import { namedType } from '../../../../shared/core/graphql/named-type.ts';
import {
  argumentNode,
  directiveNode,
  documentNode,
  fieldNode,
  inlineFragmentNode,
  intNode,
  namedTypeNode,
  nameNode,
  nonNullTypeNode,
  selectionSetNode,
  stringNode,
  variableNode,
} from '../../../../shared/core/graphql/nodes.ts';

/** As JSON, without what only the parser adds. */
function plain(node: ASTNode): unknown {
  return JSON.parse(JSON.stringify(node));
}

describe('the builders of nodes', () => {
  it('build what the parser reads', () => {
    const text = '{ alias: field(first: $count) @include(if: $yes) { ... on Product { id } } }';
    const inner = inlineFragmentNode(selectionSetNode([fieldNode('id')]), { typeCondition: 'Product' });
    const field = fieldNode('field', {
      alias: nameNode('alias'),
      arguments: [argumentNode('first', variableNode('count'))],
      directives: [directiveNode('include', [argumentNode('if', variableNode('yes'))])],
      selectionSet: selectionSetNode([inner]),
    });
    const document = documentNode([
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        selectionSet: selectionSetNode([field]),
      },
    ]);
    assert.equal(print(document), print(parse(text)));
  });

  it('build values', () => {
    assert.deepEqual(plain(intNode(12)), plain(parseConstValue('12', { noLocation: true })));
    assert.equal(print(stringNode('a "b"')), '"a \\"b\\""');
  });

  it('build types, with one exclamation mark at most', () => {
    const type = nonNullTypeNode(namedTypeNode('Product'));
    assert.deepEqual(plain(type), plain(parseType('Product!', { noLocation: true })));
    assert.equal(nonNullTypeNode(type), type);
  });

  it('leave out optional parts that are not given', () => {
    const set = selectionSetNode([]);
    assert.deepEqual(Object.keys(directiveNode('deprecated')), ['kind', 'name']);
    assert.deepEqual(Object.keys(fieldNode('id')), ['kind', 'name']);
    assert.deepEqual(
      Object.keys(inlineFragmentNode(set, { typeCondition: undefined, directives: undefined })),
      ['kind', 'selectionSet'],
    );
  });
});

describe('namedType', () => {
  for (const type of ['Product', 'Product!', '[Product]', '[[Product!]]!']) {
    it(`is Product for ${type}`, () => assert.equal(namedType(parseType(type)), 'Product'));
  }
});
