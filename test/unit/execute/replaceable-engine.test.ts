import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, parse } from 'graphql';
import type { GraphEngine } from '../../../shared/core/engine.ts';
import { FrontageError } from '../../../shared/core/errors.ts';
import type { KnownOperation } from '../../../shared/core/known-operation.ts';
import { prepareMostUsed } from '../../../shared/execute/prepare-most-used.ts';
import { createReplaceableEngine } from '../../../shared/execute/replaceable-engine.ts';
import { createOperations } from '../../../shared/operation/create-operations.ts';
import { valueAt } from '../../support/ask.ts';
import { requestContext } from '../../support/request-context.ts';

interface Fake extends GraphEngine {
  readonly prepared: string[];
  isClosed(): boolean;
  /** Lets the next operation wait until the function is called; the promise tells when it has come that far. */
  pause(): [finish: () => void, reached: Promise<void>];
}

/** Answers every operation with its name. What is called `unplannable` cannot be prepared. */
function fakeEngine(name: string, sdl: string, used: readonly string[] = []): Fake {
  let isClosed = false;
  const prepared: string[] = [];
  let reach = (): void => {};
  let gate = Promise.resolve();
  return {
    prepared,
    pause() {
      let finish = (): void => {};
      gate = new Promise((resolve) => {
        finish = resolve;
      });
      const reached = new Promise<void>((resolve) => {
        reach = resolve;
      });
      return [() => finish(), reached];
    },
    isClosed: () => isClosed,
    schema: buildSchema(sdl),
    supergraph: parse(sdl),
    executor: async () => {
      reach();
      await gate;
      assert.equal(isClosed, false);
      return { data: { name } };
    },
    async prepare({ source }) {
      if (source.includes('unplannable')) throw new FrontageError('QUERY_PLANNING_FAILED');
      prepared.push(source);
    },
    mostUsed: (count) =>
      used.slice(0, count).map((source): KnownOperation => {
        return { source, document: parse(source), operationName: undefined };
      }),
    async close() {
      isClosed = true;
    },
  };
}

async function nextTurn(): Promise<void> {
  await new Promise((done) => setImmediate(done));
}

describe('an engine that is replaced', () => {
  it('answers what began before, is closed after that, and the next one answers the rest', async (context) => {
    const [one, two] = [
      fakeEngine('one', 'type Query { a: Int }'),
      fakeEngine('two', 'type Query { b: Int }'),
    ];
    const engine = createReplaceableEngine(one);
    const operations = await createOperations({ engine: engine.gateway, introspection: true });
    context.after(() => operations.close());
    const ask = (query: string): Promise<unknown> =>
      engine.hold(async () => {
        const scope = requestContext();
        const body = Buffer.from(JSON.stringify({ query }));
        const headers = { 'content-type': 'application/json' };
        const { requestId, cancellation } = scope;
        const request = { requestId, cancellation, method: 'POST', search: '', headers, body };
        const answer: unknown = JSON.parse((await operations.execute(request, scope)).body.toString());
        return valueAt(answer, 'data.name') ?? valueAt(answer, 'errors.0.extensions.code');
      });
    assert.equal(await ask('{ a }'), 'one');

    const [finish, reached] = one.pause();
    const early = ask('{ a }');
    await reached;
    engine.replace(two);
    assert.deepEqual([await ask('{ b }'), await ask('{ a }')], ['two', 'GRAPHQL_VALIDATION_FAILED']);
    assert.equal(one.isClosed(), false);
    finish();
    assert.equal(await early, 'one');
    await nextTurn();
    assert.deepEqual([one.isClosed(), two.isClosed()], [true, false]);
    assert.equal(engine.current(), two);
  });

  it('stays when its successor has a schema that is refused', async (context) => {
    const one = fakeEngine('one', 'type Query { a: Int }');
    const engine = createReplaceableEngine(one);
    const operations = await createOperations({ engine: engine.gateway, introspection: true });
    context.after(() => operations.close());
    assert.throws(() => engine.replace(fakeEngine('bad', 'type NotQuery { a: Int }')));
    assert.equal(engine.current(), one);
    assert.equal(one.isClosed(), false);
  });

  it('is closed with all that are open still when it is stopped', async () => {
    const [one, two] = [
      fakeEngine('one', 'type Query { a: Int }'),
      fakeEngine('two', 'type Query { b: Int }'),
    ];
    const engine = createReplaceableEngine(one);
    void engine.hold(() => new Promise(() => {}));
    engine.replace(two);
    assert.deepEqual([one.isClosed(), two.isClosed()], [false, false]);
    await engine.gateway.stop?.();
    assert.deepEqual([one.isClosed(), two.isClosed()], [true, true]);
  });
});

describe('the operations most used', () => {
  it('are prepared for the next version in their order, but for those that have no place there', async () => {
    const used = ['{ b }', '{ gone }', '{ unplannable }', '{ a }', '{ late: a }'];
    const before = fakeEngine('one', 'type Query { a: Int }', used);
    const next = fakeEngine('two', 'type Query { a: Int b: Int unplannable: Int }');
    assert.deepEqual(await prepareMostUsed(before, next, 4), { prepared: 2, skipped: 2 });
    assert.deepEqual(next.prepared, ['{ b }', '{ a }']);
  });
});
