import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { buildSchema, type FieldNode, parse } from 'graphql';
import { FrontageError } from '../../../shared/core/errors.ts';
import type { OutgoingResponse } from '../../../shared/core/http-messages.ts';
import type { PlannedOperation, Planner } from '../../../shared/core/planner.ts';
import { createNativeEngine } from '../../../shared/execute/native-engine.ts';
import { createReplaceableEngine } from '../../../shared/execute/replaceable-engine.ts';
import { createOperations, type Operations } from '../../../shared/operation/create-operations.ts';
import { compileShape } from '../../../shared/shape/compile-shape.ts';
import { valueAt } from '../../support/ask.ts';
import { requestContext } from '../../support/request-context.ts';

const sdl = 'type Query { a: Int }';

/** A plan without fetches: `__typename` needs none. */
const nothing: PlannedOperation = {
  plan: { fetches: [], isObjectType: () => true },
  keyOf: (field: FieldNode) => field.name.value,
};

/** An engine whose plans the test makes. */
async function operationsWith(context: TestContext, plan: Planner['plan']): Promise<Operations> {
  const planner: Planner = { overrideLabels: [], isInterfaceObject: () => false, plan, async close() {} };
  const engine = createNativeEngine({
    supergraph: parse(sdl),
    schema: buildSchema(sdl),
    planner,
    compileShape,
    overrideLabels: {},
    fetchSubgraph: () => Promise.reject(new Error('there is no subgraph')),
    showsMessages: () => false,
  });
  const operations = await createOperations({
    engine: createReplaceableEngine(engine).gateway,
    introspection: true,
  });
  context.after(() => operations.close());
  return operations;
}

function ask(operations: Operations, query: string, leftMs = 10_000): Promise<OutgoingResponse> {
  const context = requestContext({ deadlineMs: performance.now() + leftMs });
  const { requestId, signal } = context;
  const headers = { 'content-type': 'application/json' };
  const body = Buffer.from(JSON.stringify({ query }));
  return operations.execute({ requestId, signal, method: 'POST', search: '', headers, body }, context);
}

function outcome({ status, body }: OutgoingResponse): unknown[] {
  const answer: unknown = JSON.parse(body);
  return [status, valueAt(answer, 'errors.0.extensions.code') ?? valueAt(answer, 'data')];
}

const answered = [200, { __typename: 'Query' }];

describe('an operation that nobody has asked before', () => {
  it('is planned once for all who ask while it is planned, and for those who come later', async (context) => {
    let plans = 0;
    const waiting: (() => void)[] = [];
    const operations = await operationsWith(context, async () => {
      plans += 1;
      await new Promise<void>((resolve) => waiting.push(resolve));
      return nothing;
    });
    const asked = Array.from({ length: 5 }, () => ask(operations, '{ __typename }'));
    while (waiting.length === 0) await new Promise((done) => setImmediate(done));
    for (const resolve of waiting) resolve();
    for (const answer of await Promise.all(asked)) assert.deepEqual(outcome(answer), answered);
    assert.deepEqual(outcome(await ask(operations, '{ __typename }')), answered);
    assert.equal(plans, 1);
  });

  it('is answered with 504 when its plan is not there by the deadline, and can be asked again', async (context) => {
    const waiting: (() => void)[] = [];
    const operations = await operationsWith(context, async () => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return nothing;
    });
    const late = await ask(operations, '{ __typename }', 30);
    assert.deepEqual(outcome(late), [504, 'GATEWAY_TIMEOUT']);
    assert.equal(late.headers['retry-after'], '1');
    const again = ask(operations, '{ __typename }');
    for (const resolve of waiting) resolve();
    assert.deepEqual(outcome(await again), answered);
    assert.equal(waiting.length, 1);
  });

  it('is answered with 400 when there is no plan, and planned anew for the next who asks', async (context) => {
    let plans = 0;
    const operations = await operationsWith(context, async () => {
      plans += 1;
      if (plans === 1) throw new FrontageError('QUERY_PLANNING_FAILED');
      return nothing;
    });
    assert.deepEqual(outcome(await ask(operations, '{ __typename }')), [400, 'QUERY_PLANNING_FAILED']);
    assert.deepEqual(outcome(await ask(operations, '{ __typename }')), answered);
  });
});
