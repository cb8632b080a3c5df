import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { buildSchema, type FieldNode, parse, print } from 'graphql';
import type { GraphEngine } from '../../../shared/core/engine.ts';
import { FrontageError } from '../../../shared/core/errors.ts';
import type { KnownOperation } from '../../../shared/core/graphql/known-operation.ts';
import type { OutgoingResponse } from '../../../shared/core/http/http-messages.ts';
import type { PlannedOperation, Planner } from '../../../shared/core/planner.ts';
import { createNativeEngine } from '../../../shared/execute/native-engine.ts';
import { createOperations, type Operations } from '../../../shared/operation/create-operations.ts';
import { compileResponseWriter } from '../../../shared/response/compile-response-writer.ts';
import { bytesOf } from '../../support/bytes-of.ts';
import { noDegradation } from '../../support/declared-rules.ts';
import { noFields } from '../../support/plan-fields.ts';
import { requestContext } from '../../support/request-context.ts';
import { valueAt } from '../../support/send-query.ts';
import { usualLimits } from '../../support/usual-limits.ts';

const sdl = 'type Query { a: Int }';

/** A plan without fetches: `__typename` needs none. */
const nothing: PlannedOperation = {
  plan: { fetches: [], mayUnify: true, sharesObjects: false, isObjectType: () => true, fields: noFields },
  keyOf: (field: FieldNode) => field.name.value,
  unplanned: [],
};

/** An engine whose plans the test makes. */
function engineWith(plan: Planner['plan'], overrideLabels: readonly string[] = []): GraphEngine {
  const planner: Planner = { overrideLabels, isInterfaceObject: () => false, plan, async close() {} };
  return createNativeEngine({
    supergraph: parse(sdl),
    schema: buildSchema(sdl),
    planner,
    view: undefined,
    compileResponseWriter,
    maxResponseBytes: 1_000_000,
    sharingKey: undefined,
    overrideLabels: {},
    degradation: noDegradation,
    fetchSubgraph: () => Promise.reject(new Error('there is no subgraph')),
    showsMessages: () => false,
  });
}

async function operationsOf(context: TestContext, engine: GraphEngine): Promise<Operations> {
  const operations = await createOperations({ engine, introspection: true, limits: usualLimits });
  context.after(async () => {
    await operations.close();
    await engine.close();
  });
  return operations;
}

function sendQuery(
  operations: Operations,
  query: string,
  { leftMs = 10_000, operationName }: { leftMs?: number; operationName?: string } = {},
): Promise<OutgoingResponse> {
  const context = requestContext({ deadlineMs: performance.now() + leftMs });
  const { requestId, cancellation } = context;
  const headers = { 'content-type': 'application/json' };
  const body = Buffer.from(JSON.stringify({ query, operationName }));
  return operations.execute(
    { requestId, cancellation, method: 'POST', pathVersion: undefined, search: '', headers, body },
    context,
  );
}

function outcome({ status, body }: OutgoingResponse): unknown[] {
  const result: unknown = JSON.parse(bytesOf({ body }).toString());
  return [status, valueAt(result, 'errors.0.extensions.code') ?? valueAt(result, 'data')];
}

const served = [200, { __typename: 'Query' }];

describe('an operation that was never requested before', () => {
  it('is planned once for concurrent and later requests', async (context) => {
    let plans = 0;
    const waiting: (() => void)[] = [];
    const operations = await operationsOf(
      context,
      engineWith(async () => {
        plans += 1;
        await new Promise<void>((resolve) => waiting.push(resolve));
        return nothing;
      }),
    );
    const pending = Array.from({ length: 5 }, () => sendQuery(operations, '{ __typename }'));
    while (waiting.length === 0) await new Promise((done) => setImmediate(done));
    for (const resolve of waiting) resolve();
    for (const result of await Promise.all(pending)) assert.deepEqual(outcome(result), served);
    assert.deepEqual(outcome(await sendQuery(operations, '{ __typename }')), served);
    assert.equal(plans, 1);
  });

  it('fails with 504 if it is not planned by the deadline, and can be requested again', async (context) => {
    const waiting: (() => void)[] = [];
    const operations = await operationsOf(
      context,
      engineWith(async () => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        return nothing;
      }),
    );
    const late = await sendQuery(operations, '{ __typename }', { leftMs: 30 });
    assert.deepEqual(outcome(late), [504, 'GATEWAY_TIMEOUT']);
    assert.equal(late.headers['retry-after'], '1');
    const again = sendQuery(operations, '{ __typename }');
    for (const resolve of waiting) resolve();
    assert.deepEqual(outcome(await again), served);
    assert.equal(waiting.length, 1);
  });

  it('fails with 400 if it cannot be planned, without another attempt for the next request', async (context) => {
    let plans = 0;
    const operations = await operationsOf(
      context,
      engineWith(async () => {
        plans += 1;
        throw new FrontageError('QUERY_PLANNING_FAILED');
      }),
    );
    for (let time = 0; time < 3; time += 1)
      assert.deepEqual(outcome(await sendQuery(operations, '{ __typename }')), [
        400,
        'QUERY_PLANNING_FAILED',
      ]);
    assert.equal(plans, 1);
  });
});

function known(source: string, operationName?: string): KnownOperation {
  return { source, document: parse(source), operationName };
}

describe('an operation that is prepared', () => {
  it('is not planned again, whatever the form of the request', async (context) => {
    const planned: (string | undefined)[] = [];
    const engine = engineWith(async ({ operationName }) => {
      planned.push(operationName);
      return nothing;
    });
    const operations = await operationsOf(context, engine);
    const source = 'query   One { __typename }\n';
    await engine.prepare(known(source, 'One'));
    for (const text of [source, print(parse(source))]) {
      for (const options of [{}, { operationName: 'One' }]) {
        assert.deepEqual(outcome(await sendQuery(operations, text, options)), served);
      }
    }
    assert.deepEqual(planned, ['One']);
  });

  it('is planned by its name where a document has several', async (context) => {
    const planned: (string | undefined)[] = [];
    const engine = engineWith(async ({ operationName }) => {
      planned.push(operationName);
      return nothing;
    });
    const operations = await operationsOf(context, engine);
    const source = 'query One { __typename } query Two { __typename }';
    for (const name of ['One', 'Two']) await engine.prepare(known(source, name));
    await sendQuery(operations, source, { operationName: 'Two' });
    assert.deepEqual(planned, ['One', 'Two']);
  });

  it('is ready for every choice of overrides', async () => {
    const planned: string[] = [];
    const engine = engineWith(
      async ({ overrides }) => {
        planned.push(overrides.join());
        return nothing;
      },
      ['percent(5)', 'percent(50)', 'mine'],
    );
    await engine.prepare(known('{ __typename }'));
    assert.deepEqual(planned, ['percent(5),percent(50)', 'percent(50)', '']);
  });

  it('is reported if it cannot be planned', async () => {
    const engine = engineWith(async () => {
      throw new FrontageError('QUERY_PLANNING_FAILED');
    });
    await assert.rejects(engine.prepare(known('{ __typename }')), { code: 'QUERY_PLANNING_FAILED' });
  });
});

describe('the operations in use', () => {
  it('are listed by how often they were requested, each once', async (context) => {
    const engine = engineWith(async () => nothing);
    const operations = await operationsOf(context, engine);
    const [rare, often, between] = ['{ a: __typename }', '{ b: __typename }', '{ c: __typename }'] as const;
    const pending = [rare, often, often, often, between, between];
    for (const query of pending) await sendQuery(operations, query);
    const names = (count: number): string[] => engine.mostUsed(count).map(({ source }) => source);
    assert.deepEqual(names(10), [often, between, rare]);
    assert.deepEqual(names(2), [often, between]);
    assert.deepEqual(names(0), []);
  });
});
