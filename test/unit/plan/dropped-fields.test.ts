import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { parse } from 'graphql';
import type { PlannedOperation } from '../../../shared/core/planner.ts';
import { createPlanner } from '../../../shared/plan/create-planner.ts';
import { buildApiSchema } from '../../../shared/supergraph/build-schemas.ts';
import { composeSubgraphs } from '../../conformance/harness/compose.ts';

const directive = 'directive @in on FIELD | INLINE_FRAGMENT\n';
const shared = `
  ${directive}
  type Container @key(fields: "id") { id: ID! wrapper: Wrapper @shareable }
  type Wrapper @shareable { actions: [Action!]! }
  type Common implements Action @shareable { mark: Int label: String kind: String }
`;
const subgraphs = {
  a: {
    sdl: `${shared}
      type Query { rootA: Container }
      interface Action { mark: Int }
      type OnlyA implements Action @key(fields: "id") { mark: Int id: ID! text: String kind: Int inner: Wrapper }
    `,
  },
  b: {
    sdl: `${shared}
      type Query { rootB: Container }
      interface Action { mark: Int }
      type OnlyB implements Action { mark: Int text: String }
      extend type Wrapper @shareable { first: Int }
      extend type Container { extra: Int }
    `,
  },
  c: { sdl: `${directive} type OnlyA @key(fields: "id") { id: ID! stars(from: Int): Int }` },
};

async function planned(
  context: TestContext,
  query: string,
  of: Readonly<Record<string, { readonly sdl: string }>> = subgraphs,
): Promise<PlannedOperation> {
  const supergraph = parse(composeSubgraphs(of));
  const schema = buildApiSchema(supergraph);
  const planner = await createPlanner({ supergraph, schema, timeoutMs: 10_000 });
  context.after(() => planner.close());
  return planner.plan({ document: parse(query), operationName: undefined, overrides: [] });
}

function fetchesOf({ plan }: PlannedOperation) {
  return plan.fetches.map(({ subgraph, path, query, after, conditions }) => ({
    call: [subgraph, path.join('.'), query].filter((part) => part !== '').join(' '),
    after,
    conditions,
  }));
}

const atItems = 'rootA.wrapper.actions.@';
const entities = 'query($representations:[_Any!]!){_entities(representations:$representations)';

describe('what is wanted of a type that another subgraph never returns', () => {
  it('is asked for where its objects come from', async (context) => {
    const plan = await planned(
      context,
      '{ rootA { wrapper { actions { ... on Common { label } ... on OnlyA { text } ... on OnlyB { text } } } } }',
    );
    assert.deepEqual(fetchesOf(plan), [
      {
        call: 'a {rootA{wrapper{actions{__typename ...on Common{label}...on OnlyA{text}}}}}',
        after: [],
        conditions: [],
      },
    ]);
    assert.deepEqual(plan.unplanned, []);
  });

  it('is asked of other subgraphs afterwards, under the same conditions', async (context) => {
    const plan = await planned(
      context,
      `query ($v: Boolean!, $n: Int) {
        rootA @include(if: $v) { wrapper { actions { ... on OnlyA { stars(from: $n) text @skip(if: $v) } } } }
      }`,
    );
    const conditions = [[{ variable: 'v', value: true }]];
    assert.deepEqual(fetchesOf(plan), [
      { call: 'a {rootA{wrapper{actions{__typename ...on OnlyA{id}}}}}', after: [], conditions },
      {
        call: `c ${atItems} ${entities.replace('!){', '!$n:Int){')}{...on OnlyA{stars(from:$n)}}}`,
        after: [0],
        conditions,
      },
    ]);
  });

  it('is asked for in each of the places of which none counts in any case', async (context) => {
    const plan = await planned(
      context,
      `query ($v: Boolean!) { rootA { wrapper {
        actions @include(if: $v) { ... on Common { label } ... on OnlyA { text } }
        actions @skip(if: $v) { ... on Common { kind } ... on OnlyA { text } }
      } } }`,
    );
    const restored = '...on OnlyA{...@include(if:$v){text}...@skip(if:$v){text}}';
    assert.deepEqual(
      fetchesOf(plan).map(({ call }) => call),
      [
        `a query($v:Boolean!){rootA{wrapper{actions@include(if:$v){__typename ...on Common{label}${restored}}` +
          `actions@skip(if:$v){__typename ...on Common{kind}${restored}}}}}`,
      ],
    );
  });

  it('is found inside of another one', async (context) => {
    const plan = await planned(
      context,
      '{ rootA { wrapper { actions { ... on OnlyA { inner { actions { ... on OnlyA { kind } } } } } } } }',
    );
    assert.deepEqual(
      fetchesOf(plan).map(({ call }) => call),
      ['a {rootA{wrapper{actions{__typename ...on OnlyA{inner{actions{__typename ...on OnlyA{kind}}}}}}}}'],
    );
  });

  it('keeps the directives of the graph', async (context) => {
    const plan = await planned(
      context,
      '{ rootA { wrapper { actions { ... on OnlyA @in { text kind @in } } } } }',
    );
    assert.deepEqual(
      fetchesOf(plan).map(({ call }) => call),
      ['a {rootA{wrapper{actions{__typename ...on OnlyA{...@in{text_1:text kind_1:kind@in}}}}}}'],
    );
  });

  it('is asked for in a fetch about entities, too', async (context) => {
    const plan = await planned(
      context,
      '{ rootB { extra wrapper { first actions { ... on OnlyB { text } } } } }',
    );
    assert.deepEqual(
      fetchesOf(plan).map(({ call }) => call),
      ['b {rootB{extra wrapper{first actions{__typename ...on OnlyB{text}}}}}'],
    );
  });
});

const values = `
  type Holder @key(fields: "id") { id: ID! box: Box @shareable }
  type Box @shareable { things(first: Int): [Thing] }
  type Common implements Thing @shareable { mark: Int label: String }
`;
const nested = {
  a: {
    sdl: `${values}
      type Query { holder: Holder box(at: Int): Box @shareable lone: Box @shareable }
      interface Thing { mark: Int }
      type Part implements Thing @shareable { mark: Int height: Int }
    `,
  },
  b: {
    sdl: `${values}
      type Query { box(at: Int): Box @shareable lone: Box @shareable }
      interface Thing { mark: Int }
      type Other implements Thing { mark: Int text: String }
    `,
  },
  c: {
    sdl: `${values}
      type Query { box(at: Int): Box @shareable }
      interface Thing { mark: Int }
      type Part implements Thing @shareable { mark: Int width(in: Int): Int }
    `,
  },
};

describe('what cannot be had where its objects are', () => {
  it('is asked of another subgraph from the entity above', async (context) => {
    const plan = await planned(
      context,
      'query ($n: Int) { holder { box { things(first: $n) { ... on Part { height width(in: $n) } } } } }',
      nested,
    );
    assert.deepEqual(fetchesOf(plan), [
      {
        call: 'a query($n:Int){holder{box{things(first:$n){__typename ...on Part{height}}}...on Holder{__typename id}}}',
        after: [],
        conditions: [],
      },
      {
        call: `c holder ${entities.replace('!){', '!$n:Int){')}{...on Holder{box{things(first:$n){__typename ...on Part{width(in:$n)}}}}}}`,
        after: [0],
        conditions: [],
      },
    ]);
    assert.deepEqual(plan.unplanned, []);
  });

  it('is asked of another subgraph from the root, all at once, under its conditions', async (context) => {
    const plan = await planned(
      context,
      `query ($v: Boolean!) {
        one: box(at: 1) { things { ... on Part { width height } } }
        two: box(at: 2) { things { ... on Part @include(if: $v) { width } } }
      }`,
      nested,
    );
    assert.deepEqual(
      fetchesOf(plan).map(({ call }) => call),
      [
        'a {box(at:1){things{__typename ...on Part{height}}}box_1:box(at:2){things{__typename}}}',
        'c query($v:Boolean!){box(at:1){things{__typename ...on Part{width}}}...@include(if:$v){box_1:box(at:2){things{__typename ...on Part{width}}}}}',
      ],
    );
    assert.deepEqual(plan.unplanned, []);
  });

  it('is told where nobody can be asked', async (context) => {
    const plan = await planned(context, '{ lone { things { ... on Part { height width } } } }', nested);
    assert.deepEqual(plan.unplanned, [['lone', 'things', '@', 'width']]);
  });
});

describe('a plan with nothing left out', () => {
  it('is the planner’s own', async (context) => {
    const plan = await planned(context, '{ rootA { wrapper { actions { ... on Common { label } } } } }');
    assert.deepEqual(
      fetchesOf(plan).map(({ call }) => call),
      ['a {rootA{wrapper{actions{__typename ...on Common{label}}}}}'],
    );
  });
});
