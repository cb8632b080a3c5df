import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createGraphqlSender } from '../../demo/load/graphql-sender.ts';
import { runClosedLoop, startOpenLoop } from '../../demo/load/run-load.ts';
import { sendHttp } from '../support/send-http.ts';
import { valueAt } from '../support/send-query.ts';
import { backToBaseline, measureProcess } from './kit/process-measures.ts';
import { type ScriptedUpstream, startScriptedUpstream } from './kit/scripted-upstream.ts';
import { startTcpProxy } from './kit/tcp-proxy.ts';
import type { UpstreamScriptInput } from './kit/upstream/upstream-script.ts';

const shop = {
  sdl: 'type Query { top: Product } type Mutation { buy: Int } type Product @key(fields: "id") { id: ID! name: String }',
  root: { top: { id: '1', name: 'one' }, buy: 1 },
  entities: { Product: [{ id: '1', name: 'one' }] },
};

async function post(url: string, query: string, variables?: unknown): Promise<unknown> {
  // On a new connection, so that the reset of the previous one does not affect the next request.
  const { text } = await sendHttp(url, { method: 'POST', body: JSON.stringify({ query, variables }) });
  return JSON.parse(text);
}

/** The error code of a failed exchange. */
async function failure(upstream: ScriptedUpstream, script: UpstreamScriptInput): Promise<unknown> {
  await upstream.play(script);
  try {
    await post(upstream.url, '{ top { id } }');
    return 'none';
  } catch (error) {
    return valueAt(error, 'code') ?? valueAt(error, 'name');
  }
}

test('a scripted upstream responds as a subgraph and counts what it executes', async (context) => {
  const upstream = await startScriptedUpstream(context, shop);
  const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Product { name } } }';
  const r = [
    { __typename: 'Product', id: '1' },
    { __typename: 'Product', id: '2' },
  ];
  assert.deepEqual(await post(upstream.url, '{ top { name } }'), { data: { top: { name: 'one' } } });
  assert.deepEqual(await post(upstream.url, entities, { r }), {
    data: { _entities: [{ name: 'one' }, null] },
  });
  assert.deepEqual(await post(upstream.url, 'mutation { buy }'), { data: { buy: 1 } });
  const counts = await upstream.counts();
  assert.deepEqual([counts.requests, counts.executions, counts.mutations, counts.responded], [3, 3, 1, 3]);
  assert.equal(
    counts.arrivals.reduce((sum, count) => sum + count, 0),
    3,
  );
  assert.match((await upstream.requests())[2]?.body ?? '', /mutation/);
  await upstream.clear();
  assert.equal((await upstream.counts()).requests, 0);
});

test('a scripted upstream fails in every mode, and heals', async (context) => {
  const upstream = await startScriptedUpstream(context, shop);
  const executed = async (): Promise<number> => (await upstream.counts()).executions;
  for (const mode of ['resetAtAccept', 'resetAtHead', 'resetAtRequest'] as const) {
    assert.match(String(await failure(upstream, { mode })), /ECONNRESET|EPIPE/, mode);
    assert.equal(await executed(), 0, mode);
  }
  for (const mode of ['resetAfterExecution', 'resetInBody', 'shortBody'] as const) {
    await upstream.clear();
    assert.match(String(await failure(upstream, { mode })), /ECONNRESET|EPIPE/, mode);
    assert.equal(await executed(), 1, mode);
  }
  assert.equal(await failure(upstream, { body: '<html>' }), 'SyntaxError');
  assert.match(String(await failure(upstream, { mode: 'longBody' })), /HPE_|SyntaxError/);
  assert.equal(await failure(upstream, { mode: 'huge', bytes: 100_000 }), 'none');
  assert.equal(await failure(upstream, { mode: 'gzipBomb', bytes: 100_000 }), 'SyntaxError');
  assert.equal(await failure(upstream, { mode: 'drip', bytes: 10, everyMs: 1 }), 'none');
  assert.equal(await failure(upstream, {}), 'none');
});

test('a script applies to a share of the requests, or to the first ones', async (context) => {
  const upstream = await startScriptedUpstream(context, shop);
  const statuses = async (): Promise<number[]> => {
    const seen: number[] = [];
    for (let sent = 0; sent < 4; sent += 1) {
      seen.push((await fetch(upstream.url, { method: 'POST', body: '{"query":"{ top { id } }"}' })).status);
    }
    return seen;
  };
  await upstream.play({ status: 503, headers: { 'retry-after': '1' }, share: 0.5 });
  assert.deepEqual(await statuses(), [200, 503, 200, 503]);
  await upstream.play({ status: 500, times: 1 });
  assert.deepEqual(await statuses(), [500, 200, 200, 200]);
});

test('a hanging upstream counts aborted requests, and a killed one restarts on its port', async (context) => {
  const upstream = await startScriptedUpstream(context, shop);
  for (const mode of ['hang', 'hangBody'] as const) {
    await upstream.clear();
    await upstream.play({ mode });
    const aborter = new AbortController();
    const requested = fetch(upstream.url, {
      method: 'POST',
      body: '{"query":"{ top { id } }"}',
      signal: aborter.signal,
    }).then((response) => response.text());
    await upstream.until(({ inFlight }) => inFlight === 1);
    aborter.abort();
    await assert.rejects(requested);
    const { abandoned } = await upstream.until(({ inFlight }) => inFlight === 0);
    assert.equal(abandoned, 1);
  }
  await upstream.kill();
  assert.match(String(await failureOf(upstream.url)), /ECONNREFUSED/);
  await upstream.restart();
  assert.deepEqual(await post(upstream.url, '{ top { id } }'), { data: { top: { id: '1' } } });
});

async function failureOf(url: string): Promise<unknown> {
  return post(url, '{ top { id } }').then(
    () => 'none',
    (error: unknown) => valueAt(error, 'code') ?? valueAt(error, 'name'),
  );
}

test('a proxy forwards, slices, cuts off, swallows, resets, and recovers', async (context) => {
  const upstream = await startScriptedUpstream(context, shop);
  const proxy = await startTcpProxy(context, upstream);
  const url = `http://127.0.0.1:${proxy.port}`;
  const call = (): Promise<unknown> => post(url, '{ top { id } }');
  const good = { data: { top: { id: '1' } } };
  assert.deepEqual(await call(), good);
  proxy.poison({ sliceBytes: 20, latencyMs: 5 });
  assert.deepEqual(await call(), good);
  proxy.poison({ limitBytes: 30 });
  assert.notEqual(await failureOf(url), 'none');
  proxy.poison({});
  assert.deepEqual(await call(), good);
  await proxy.down();
  assert.match(String(await failureOf(url)), /ECONNREFUSED/);
  await proxy.up();
  assert.deepEqual(await call(), good);
  await swallows(context, proxy.port, () => proxy.poison({ blackHole: true }));
  proxy.resetAll();
  await backToBaseline('connections', 0, () => proxy.openConnections());
});

/** The proxy accepts the connection, and no response ever arrives. */
async function swallows(context: TestContext, port: number, poison: () => void): Promise<void> {
  poison();
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  context.after(() => socket.destroy());
  let received = 0;
  socket.on('data', (piece) => {
    received += piece.length;
  });
  await new Promise<void>((resolve) => {
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n', () => setTimeout(resolve, 50));
  });
  assert.equal(received, 0);
}

test('load senders record every response', async (context) => {
  const upstream = await startScriptedUpstream(context, shop);
  const sender = createGraphqlSender(upstream.url, 8);
  context.after(() => sender.close());
  const send = (_index: number, atMs: number) => sender.send({ query: '{ top { id } }' }, atMs);
  const closed = await runClosedLoop(send, 20, 4);
  assert.deepEqual(
    closed.map(({ status }) => status),
    Array(20).fill(200),
  );
  assert.ok((await upstream.counts()).maxInFlight <= 4);

  await upstream.play({
    status: 503,
    headers: { 'retry-after': '2' },
    body: '{"errors":[{"message":"no","extensions":{"code":"SERVER_OVERLOADED"}}]}',
  });
  const open = startOpenLoop(send, 200);
  await upstream.until(({ requests }) => requests >= 40);
  const records = await open.stop();
  assert.equal(records.length, (await upstream.counts()).requests - 20);
  for (const { status, codes, retryAfter } of records) {
    assert.deepEqual([status, codes, retryAfter], [503, ['SERVER_OVERLOADED'], '2']);
  }
});

test('backToBaseline waits until the measures of a process have returned to their baseline', async (context) => {
  const before = measureProcess(process.pid);
  assert.ok(before.fds > 0 && before.rssBytes > 1_000_000 && before.sockets <= before.fds);
  const upstream = await startScriptedUpstream(context, shop);
  const sender = createGraphqlSender(upstream.url, 16);
  await upstream.play({ mode: 'hang' });
  const sending = Array.from({ length: 16 }, () => sender.send({ query: '{ top { id } }' }));
  await upstream.until(({ inFlight }) => inFlight === 16);
  assert.ok(measureProcess(process.pid).sockets >= before.sockets + 16);
  await sender.close();
  await Promise.all(sending);
  await backToBaseline('sockets', before.sockets + 8, () => measureProcess(process.pid).sockets);
});
