import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { FrontageError } from '../../../shared/core/errors.ts';
import { Cancellation } from '../../../shared/core/runtime/cancellation.ts';
import { createPlanningThread, type PlanningThread } from '../../../shared/plan/planning-thread.ts';

const width = 7;
const letters = Array.from({ length: width }, (_, index) => String.fromCharCode(97 + index));
const graphs = Array.from({ length: width }, (_, index) => `G${index}`);

/** Every field is in every subgraph, so that the planner has to weigh very many ways to get all of them. */
const supergraphSdl = `
schema
  @link(url: "https://specs.apollo.dev/link/v1.0")
  @link(url: "https://specs.apollo.dev/join/v0.3", for: EXECUTION)
{ query: Query }
directive @join__enumValue(graph: join__Graph!) repeatable on ENUM_VALUE
directive @join__field(graph: join__Graph, requires: join__FieldSet, provides: join__FieldSet, type: String, external: Boolean, override: String, usedOverridden: Boolean) repeatable on FIELD_DEFINITION | INPUT_FIELD_DEFINITION
directive @join__graph(name: String!, url: String!) on ENUM_VALUE
directive @join__implements(graph: join__Graph!, interface: String!) repeatable on OBJECT | INTERFACE
directive @join__type(graph: join__Graph!, key: join__FieldSet, extension: Boolean! = false, resolvable: Boolean! = true, isInterfaceObject: Boolean! = false) repeatable on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR
directive @join__unionMember(graph: join__Graph!, member: String!) repeatable on UNION
directive @link(url: String, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
scalar join__FieldSet
scalar link__Import
enum link__Purpose { SECURITY EXECUTION }
enum join__Graph { ${graphs.map((name) => `${name} @join__graph(name: "${name}", url: "")`).join(' ')} }
type Query ${graphs.map((name) => `@join__type(graph: ${name})`).join(' ')} {
  root: T @join__field(graph: G0)
}
type T ${graphs.map((name) => `@join__type(graph: ${name}, key: "id")`).join(' ')} {
  id: ID!
  ${letters
    .map(
      (name) =>
        `${name}: T ${graphs
          .slice(1)
          .map((graph) => `@join__field(graph: ${graph})`)
          .join(' ')}`,
    )
    .join('\n  ')}
}
`;

const simple = { document: '{ root { id } }', operationName: undefined, overrides: [] };

function nested(depth: number): string {
  return depth === 0 ? '{ id }' : `{ ${letters.map((name) => `${name} ${nested(depth - 1)}`).join(' ')} }`;
}

const hopeless = { ...simple, document: `{ root ${nested(4)} }` };

function thread(
  context: TestContext,
  timeoutMs: number,
  sdl = supergraphSdl,
  maxWaiting?: number,
): PlanningThread {
  const planning = createPlanningThread(
    { supergraphSdl: sdl, inconsistentFields: [], entries: [], pinned: [] },
    timeoutMs,
    maxWaiting,
  );
  context.after(() => planning.close());
  return planning;
}

/** Threads that start from now on. */
function countStarts(context: TestContext): () => number {
  let count = 0;
  const onWorker = (): void => {
    count += 1;
  };
  process.on('worker', onWorker);
  context.after(() => process.off('worker', onWorker));
  return () => count;
}

async function failure(plan: Promise<unknown>): Promise<[code: string, cause: unknown]> {
  try {
    await plan;
  } catch (error) {
    if (error instanceof FrontageError) return [error.code, error.cause];
    throw error;
  }
  return assert.fail('there is a plan');
}

describe('the planning thread', () => {
  it('plans, and says why it cannot', async (context) => {
    const planning = thread(context, 10_000);
    await planning.ready;
    assert.equal((await planning.plan(simple)).plan.node?.kind, 'Fetch');
    const [code, cause] = await failure(planning.plan({ ...simple, document: '{ nothing }' }));
    assert.equal(code, 'QUERY_PLANNING_FAILED');
    assert.match(String(cause), /nothing/);
  });

  it('fails an operation that takes too long, and plans those behind it without starting again', async (context) => {
    const planning = thread(context, 500);
    await planning.ready;
    const before = await planning.plan(simple);
    const started = countStarts(context);
    const culprit = failure(planning.plan(hopeless));
    const others = [planning.plan(simple), failure(planning.plan(hopeless)), planning.plan(simple)] as const;
    assert.deepEqual(await culprit, ['QUERY_PLANNING_FAILED', 'planning took more than 500 ms']);
    assert.equal((await others[0]).plan.node?.kind, 'Fetch');
    assert.deepEqual(await others[1], ['QUERY_PLANNING_FAILED', 'planning took more than 500 ms']);
    assert.equal((await others[2]).plan.node?.kind, 'Fetch');
    assert.deepEqual((await planning.plan(simple)).plan, before.plan);
    assert.equal(started(), 0);
  });

  it('refuses what is too much, and drops what nobody waits for', async (context) => {
    const planning = thread(context, 60_000, supergraphSdl, 2);
    await planning.ready;
    const culprit = failure(planning.plan({ ...hopeless, timeoutMs: 300 }));
    const gone = new Cancellation();
    const abandoned = failure(planning.plan({ ...hopeless, cancellation: gone }));
    const patient = planning.plan(simple);
    assert.equal((await failure(planning.plan(simple)))[0], 'SERVER_OVERLOADED');
    const ahead = planning.plan({ ...simple, isAhead: true });
    gone.cancel();
    assert.equal((await abandoned)[0], 'GATEWAY_TIMEOUT');
    assert.equal((await failure(planning.plan({ ...hopeless, cancellation: gone })))[0], 'GATEWAY_TIMEOUT');
    assert.equal((await culprit)[0], 'QUERY_PLANNING_FAILED');
    for (const { plan } of await Promise.all([patient, ahead])) assert.equal(plan.node?.kind, 'Fetch');
  });

  it('says when it cannot start, and fails what is asked of it, without starting over and over', async (context) => {
    const planning = thread(context, 10_000, 'type Query { a: Int }');
    await assert.rejects(planning.ready);
    assert.equal((await failure(planning.plan(simple)))[0], 'INTERNAL_SERVER_ERROR');
    const both = [failure(planning.plan(simple)), failure(planning.plan(simple))];
    for (const [code] of await Promise.all(both)) assert.equal(code, 'INTERNAL_SERVER_ERROR');
  });

  it('fails what waits for it, and what comes later, when it is closed', async (context) => {
    const planning = thread(context, 10_000);
    await planning.ready;
    const waiting = [failure(planning.plan(simple)), failure(planning.plan(simple))];
    await planning.close();
    waiting.push(failure(planning.plan(simple)));
    for (const outcome of await Promise.all(waiting)) {
      assert.deepEqual(outcome, ['INTERNAL_SERVER_ERROR', 'the planner is closed']);
    }
  });
});
