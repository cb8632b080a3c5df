import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { parse } from 'graphql';
import type { GraphEngine } from '../../../shared/core/engine.ts';
import { FrontageError } from '../../../shared/core/errors.ts';
import type { OutgoingResponse } from '../../../shared/core/http/http-messages.ts';
import type { FetchSubgraph, SubgraphResponse } from '../../../shared/core/upstream-calls.ts';
import { createNativeEngine } from '../../../shared/execute/native-engine.ts';
import { createOperations } from '../../../shared/operation/create-operations.ts';
import { createPlanner } from '../../../shared/plan/create-planner.ts';
import { compileResponseWriter } from '../../../shared/response/compile-response-writer.ts';
import { buildApiSchema } from '../../../shared/supergraph/build-schemas.ts';
import { bytesOf } from '../../support/bytes-of.ts';
import { noDegradation } from '../../support/declared-rules.ts';
import { requestContext } from '../../support/request-context.ts';
import { smallGraph } from '../../support/small-graph.ts';
import { usualLimits } from '../../support/usual-limits.ts';

const fields = 'kept: Int, echo(value: Int!): Int } type Mutation { change: Int';

/** The properties of a request besides its text. */
interface RequestOptions {
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly accept?: string;
  readonly method?: 'GET' | 'POST';
}

interface ServedOperations {
  sendQuery(query: string, options?: RequestOptions): Promise<OutgoingResponse>;
  /** Counts calls of the engine by Apollo Server and without it. */
  readonly calls: { executor: number; execute: number };
  /** The requests to the subgraph. */
  readonly upstream: string[];
}

async function serveOperations(
  context: TestContext,
  respond: () => SubgraphResponse,
): Promise<ServedOperations> {
  const supergraph = parse(smallGraph('http://only', fields));
  const schema = buildApiSchema(supergraph);
  const upstream: string[] = [];
  const fetchSubgraph: FetchSubgraph = async (_name, { query }, { responseHeaders }) => {
    upstream.push(query);
    if (query.includes('echo')) responseHeaders.set('set-cookie', ['session=1']);
    return respond();
  };
  const planner = await createPlanner({ supergraph, schema, timeoutMs: 10_000 });
  const native = createNativeEngine({
    supergraph,
    schema,
    view: undefined,
    planner,
    compileResponseWriter,
    fetchSubgraph,
    showsMessages: () => false,
    maxResponseBytes: 1_000_000,
    sharingKey: undefined,
    overrideLabels: {},
    degradation: noDegradation,
  });
  const calls = { executor: 0, execute: 0 };
  const engine: GraphEngine = {
    ...native,
    executor(request) {
      calls.executor += 1;
      return native.executor(request);
    },
    execute(request) {
      calls.execute += 1;
      if (native.execute === undefined) throw new TypeError('it can do without Apollo Server');
      return native.execute(request);
    },
  };
  const operations = await createOperations({
    engine,
    introspection: true,
    limits: { ...usualLimits, characters: 1_000_000 },
  });
  context.after(async () => {
    await operations.close();
    await native.close();
    await planner.close();
  });
  return {
    calls,
    upstream,
    sendQuery(query, { accept, method = 'POST', ...rest } = {}) {
      const own = requestContext({ deadlineMs: performance.now() + 10_000 });
      const { requestId, cancellation } = own;
      const search = method === 'GET' ? `?${new URLSearchParams({ query })}` : '';
      const headers = { 'content-type': 'application/json', ...(accept !== undefined && { accept }) };
      const body = method === 'GET' ? undefined : Buffer.from(JSON.stringify({ query, ...rest }));
      return operations.execute(
        { requestId, cancellation, method, pathVersion: undefined, search, headers, body },
        own,
      );
    },
  };
}

/** Comparable: a body is bytes. */
function shown(response: OutgoingResponse): unknown {
  return { ...response, body: String(bytesOf(response)) };
}

describe('an operation that is requested again', () => {
  it('is served with the same response, without Apollo Server', async (context) => {
    const { sendQuery, calls } = await serveOperations(context, () => ({ data: { kept: 1, echo: 2 } }));
    for (const options of [
      { accept: 'application/json' },
      { accept: 'application/graphql-response+json' },
      { accept: '*/*', operationName: 'Two' },
    ]) {
      const before = calls.executor;
      const query = `query One { kept } query Two { echo(value: 1) } # ${options.accept}`;
      const first = await sendQuery(query, { operationName: 'One', ...options });
      const again = await sendQuery(query, { operationName: 'One', ...options });
      assert.deepEqual(shown(again), shown(first));
      assert.equal(first.status, 200);
      assert.equal(calls.executor - before, 1);
    }
    assert.equal(calls.execute, 3);
  });

  it('is distinguished from another one of the same document, and by its variables', async (context) => {
    const { sendQuery, upstream } = await serveOperations(context, () => ({ data: { kept: 1, echo: 2 } }));
    const query = 'query One { kept } query Two($value: Int!) { echo(value: $value) }';
    for (const operationName of ['One', 'Two', 'One', 'Two']) {
      const { body, operationName: reported } = await sendQuery(query, {
        operationName,
        variables: { value: 1 },
      });
      assert.equal(reported, operationName);
      assert.equal(
        String(bytesOf({ body })),
        `{"data":{${operationName === 'One' ? '"kept":1' : '"echo":2'}}}`,
      );
    }
    assert.equal(upstream.length, 4);
    const invalid = await sendQuery(query, { operationName: 'Two', variables: { value: 'no' } });
    const unknown = await sendQuery(`${query} `, { operationName: 'Two', variables: { value: 'no' } });
    assert.deepEqual(shown(invalid), shown(unknown));
    assert.deepEqual(invalid.errorCodes, ['BAD_USER_INPUT']);
    assert.equal(upstream.length, 4);
  });

  it('reports the same errors as the first time, and is executed once', async (context) => {
    let respond = (): SubgraphResponse => ({ data: { kept: 1, change: 1 } });
    const { sendQuery, upstream, calls } = await serveOperations(context, () => respond());
    for (const query of ['{ kept }', 'mutation { change }']) {
      await sendQuery(query);
      const failures: (() => SubgraphResponse)[] = [
        () => ({ data: { kept: null, change: null }, errors: [{ message: 'no', path: ['kept'] }] }),
        () => ({ data: { kept: 'text', change: 'text' } }),
        () => {
          throw new FrontageError('SUBGRAPH_UNAVAILABLE');
        },
        () => {
          throw new TypeError('a fault of ours');
        },
      ];
      for (const [index, failure] of failures.entries()) {
        respond = failure;
        const before = [upstream.length, calls.executor, calls.execute];
        const known = await sendQuery(query);
        assert.deepEqual(
          [upstream.length, calls.executor, calls.execute],
          before.map((count, at) => (at === 1 ? count : count + 1)),
        );
        assert.deepEqual(shown(known), shown(await sendQuery(`${query}${' '.repeat(index + 1)}`)));
        assert.equal(known.errorCodes.length, 1);
      }
      respond = () => ({ data: { kept: 1, change: 1 } });
    }
  });

  it('is refused by GET if it is a mutation', async (context) => {
    const { sendQuery, upstream } = await serveOperations(context, () => ({ data: { change: 1 } }));
    await sendQuery('mutation { change }');
    const { status } = await sendQuery('mutation { change }', { method: 'GET' });
    assert.equal(status, 405);
    assert.equal(upstream.length, 1);
  });

  it('goes to Apollo Server again when many long ones came in between', async (context) => {
    const { sendQuery, calls } = await serveOperations(context, () => ({ data: { kept: 1 } }));
    const long = (mark: string): string => `{ kept } #${mark.repeat(200_000)}`;
    for (const mark of ['a', 'b', 'c', 'a']) {
      const { body } = await sendQuery(long(mark));
      assert.equal(String(bytesOf({ body })), '{"data":{"kept":1}}');
    }
    assert.deepEqual(calls, { executor: 4, execute: 0 });
    await sendQuery(long('c'));
    assert.deepEqual(calls, { executor: 4, execute: 1 });
  });
});
