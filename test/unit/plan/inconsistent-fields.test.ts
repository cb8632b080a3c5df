import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'graphql';
import { type InconsistentFields, inconsistentFields } from '../../../shared/plan/inconsistent-fields.ts';
import { buildSubgraphTypes } from '../../../shared/plan/subgraph-types.ts';
import { composeSubgraphs } from '../../conformance/harness/compose.ts';

function found(subgraphs: Readonly<Record<string, string>>): InconsistentFields {
  const texts = Object.fromEntries(Object.entries(subgraphs).map(([name, sdl]) => [name, { sdl }]));
  return inconsistentFields(buildSubgraphTypes(parse(composeSubgraphs(texts))), 'Query');
}

function typesFound(subgraphs: Readonly<Record<string, string>>): string[] {
  return found(subgraphs)
    .types.map(({ subgraph, type }) => `${subgraph} ${type}`)
    .sort();
}

describe('a field is inconsistent', () => {
  it('when subgraphs that share it know different members of its union', () => {
    const graph = {
      a: 'type Query { u: U @shareable } union U = S | T type S @shareable { x: Int } type T { y: Int }',
      b: 'type Query { u: U @shareable } union U = S | V type S @shareable { x: Int } type V { z: Int }',
    };
    assert.deepEqual([...found(graph).names], ['u']);
    assert.deepEqual(typesFound(graph), ['a T', 'b V']);
  });

  it('when one of them has it with a narrower type', () => {
    const graph = {
      a: `type Query { e: E } type E @key(fields: "id") { id: ID! n: N @shareable } interface N { x: Int }
        type S implements N @shareable { x: Int } type T implements N { x: Int }`,
      b: 'type E @key(fields: "id") { id: ID! n: S @shareable } type S @shareable { x: Int }',
    };
    assert.deepEqual([...found(graph).names], ['n']);
    assert.deepEqual(typesFound(graph), ['a E', 'a T', 'b E']);
  });

  it('and the types that lead to it by shared fields are told', () => {
    const graph = {
      a: `type Query { e: E other: Other } type E @key(fields: "id") { id: ID! box: Box @shareable }
        type Box @shareable { u: U } union U = S | T type S @shareable { x: Int } type T { y: Int }
        type Other { e: E }`,
      b: `type E @key(fields: "id") { id: ID! box: Box @shareable } type Box @shareable { u: U }
        union U = S type S @shareable { x: Int }`,
    };
    assert.deepEqual(typesFound(graph), ['a Box', 'a E', 'a T', 'b Box', 'b E']);
    assert.deepEqual(found(graph).starts, [
      { subgraph: 'a', type: 'E', name: 'box' },
      { subgraph: 'b', type: 'E', name: 'box' },
    ]);
  });

  it('not when each subgraph has a field of its own', () => {
    const graph = {
      a: 'type Query { u: U } union U = S | T type S @shareable { x: Int } type T { y: Int }',
      b: 'type Query { v: U } union U = S type S @shareable { x: Int }',
    };
    assert.deepEqual(found(graph), { names: new Set(), types: [], starts: [] });
  });

  it('not when one of them knows its interface as an object', () => {
    const graph = {
      a: `type Query { w: W @shareable } interface W @key(fields: "id") { id: ID! }
        type S implements W @key(fields: "id") { id: ID! }`,
      b: 'type Query { w: W @shareable } type W @interfaceObject @key(fields: "id") { id: ID! x: Int }',
    };
    assert.deepEqual(found(graph), { names: new Set(), types: [], starts: [] });
  });
});
