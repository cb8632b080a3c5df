import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FetchDataRewrite, FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { OperationTypeNode, parse, print, stripIgnoredCharacters } from 'graphql';
import { checkPlan } from '../../../shared/plan/check-plan.ts';
import type { FetchDraft } from '../../../shared/plan/join-fetches.ts';
import { parsedFetches } from '../../../shared/plan/parsed-fetch.ts';
import { separateNames } from '../../../shared/plan/separate-names.ts';
import { buildSubgraphTypes } from '../../../shared/plan/subgraph-types.ts';
import { buildTypeIndex } from '../../../shared/plan/type-index.ts';
import { composeSubgraphs } from '../../conformance/harness/compose.ts';

const supergraph = parse(
  composeSubgraphs({
    garage: {
      sdl: `
        type Query { vehicles: [Vehicle] }
        interface Vehicle @key(fields: "id") { id: ID! }
        interface Land implements Vehicle @key(fields: "id") { id: ID! wheels: Int }
        type Bike implements Land & Vehicle @key(fields: "id") { id: ID! wheels: Int }
        type Boat implements Vehicle @key(fields: "id") { id: ID! }
      `,
    },
    plates: {
      sdl: `
        type Vehicle @key(fields: "id") @interfaceObject { id: ID! plate(year: Int): Int @shareable next: Int @shareable }
        type Land @key(fields: "id") @interfaceObject { id: ID! plate(year: Int): Int @shareable next: Int @shareable }
      `,
    },
  }),
);
const graph = { types: buildTypeIndex(supergraph), subgraphTypes: buildSubgraphTypes(supergraph) };

const vehicles: FetchNode = {
  kind: 'Fetch',
  serviceName: 'garage',
  operation: '{ vehicles { __typename id } }',
  operationName: undefined,
  operationKind: OperationTypeNode.QUERY,
};

function key(typeCondition: string): QueryPlanSelectionNode {
  const selections: QueryPlanSelectionNode[] = ['__typename', 'id'].map((name) => ({ kind: 'Field', name }));
  return { kind: 'InlineFragment', typeCondition, selections };
}

function named(condition: string, name: string): FetchDataRewrite {
  return { kind: 'ValueSetter', path: [`... on ${condition}`, '__typename'], setValueTo: name };
}

/** A plan that requests vehicles from the second subgraph. */
function plan(fragments: string, requires: QueryPlanSelectionNode[], inputRewrites: FetchDataRewrite[]) {
  const operation = `query($representations: [_Any!]!) { _entities(representations: $representations) { ${fragments} } }`;
  const node: FetchNode = { ...vehicles, serviceName: 'plates', operation, requires, inputRewrites };
  return parsedFetches({
    kind: 'Sequence',
    nodes: [vehicles, { kind: 'Flatten', path: ['vehicles', '@'], node }],
  });
}

function unplanned(fetches: ReturnType<typeof plan>): readonly (readonly string[])[] {
  const drafts = fetches.map((fetch, index): FetchDraft => ({ ...fetch, after: index === 0 ? [] : [0] }));
  return checkPlan(drafts, graph, () => []).unplanned;
}

const bothNames = plan(
  '... on Land { plate(year: null) } ... on Vehicle { next }',
  [key('Bike'), key('Vehicle')],
  [named('Bike', 'Land'), named('Vehicle', 'Vehicle')],
);

describe('a fetch about objects under two type names', () => {
  it('becomes a fetch for each name', () => {
    const [, ...parts] = separateNames(bothNames, graph);
    assert.deepEqual(
      parts.map(({ document, node }) => ({
        query: stripIgnoredCharacters(print(document)).replace(/^.*?\)\{_/, '_'),
        requires: node.requires,
        inputRewrites: node.inputRewrites,
      })),
      [
        {
          query: '_entities(representations:$representations){...on Land{plate(year:null)}}}',
          requires: [key('Bike')],
          inputRewrites: [named('Bike', 'Land')],
        },
        {
          query: '_entities(representations:$representations){...on Vehicle{next}}}',
          requires: [key('Vehicle')],
          inputRewrites: [named('Vehicle', 'Vehicle')],
        },
      ],
    );
    assert.deepEqual(unplanned(separateNames(bothNames, graph)), []);
  });

  it('stays one where each object has one name', () => {
    const apart = plan(
      '... on Land { next } ... on Vehicle { next }',
      [key('Bike'), key('Boat')],
      [named('Bike', 'Land'), named('Boat', 'Vehicle')],
    );
    assert.deepEqual(separateNames(apart, graph), apart);
    assert.deepEqual(unplanned(apart), []);
  });
});

describe('the plan check', () => {
  it('refuses a fragment that no type name of the representations fits', () => {
    const wider = [key('Vehicle')];
    const fetches = plan('... on Land { plate } ... on Vehicle { next }', wider, [
      named('Vehicle', 'Vehicle'),
    ]);
    assert.deepEqual(unplanned(fetches), [['vehicles', '@', 'plate']]);
  });

  it('refuses a fragment of which a later rewrite takes the type name', () => {
    assert.deepEqual(unplanned(bothNames), [['vehicles', '@', 'plate']]);
  });
});
