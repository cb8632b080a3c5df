import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import {
  type Behaviour,
  healthy,
  sendQueries,
  startFaultyGraph,
  unavailable,
  untilBreaker,
} from '../support/faulty-graph.ts';

const query = '{ offer }';
const waiting = 500;

function respond(response: ServerResponse): void {
  response.setHeader('content-type', 'application/json').end('{"data":{"offer":1}}');
}

describe('F10 a subgraph recovers while 500 clients wait', () => {
  it('F10 a recovering subgraph receives one probe, then a growing share of the calls', async (context) => {
    const breaker = { openFor: '300ms', maxOpenFor: '300ms', ramp: '5m' };
    const graph = await startFaultyGraph(context, { breaker });
    const { faulty } = graph;
    await sendQueries(graph, query, waiting, waiting);
    const steady = faulty.requests.length;
    assert.equal(steady, waiting, 'healthy: each client request is a call');

    faulty.behave(unavailable);
    await untilBreaker(graph, query, 'open');
    const held: ServerResponse[] = [];
    const hold: Behaviour = (request, response) => {
      request.resume();
      held.push(response);
    };
    faulty.behave(hold);
    // The first call after the open time is the probe, and waits; the others do not have to.
    const probe = new Promise<void>((resolve) => {
      const tryAgain = async (): Promise<void> => {
        const { codes } = await graph.sendQuery(query);
        if (codes.length === 0) return resolve();
        setTimeout(tryAgain, 20);
      };
      tryAgain();
    });
    while (held.length === 0) await new Promise((done) => setTimeout(done, 5));
    for (const { codes } of await sendQueries(graph, query, waiting, waiting)) {
      assert.deepEqual(codes, ['SUBGRAPH_CIRCUIT_OPEN']);
    }
    assert.equal(held.length, 1);

    // From here on it responds to each call after 50 ms.
    let inFlight = 0;
    let most = 0;
    const before = faulty.requests.length;
    faulty.behave((request, response) => {
      request.resume();
      inFlight += 1;
      most = Math.max(most, inFlight);
      setTimeout(() => {
        inFlight -= 1;
        respond(response);
      }, 50);
    });
    for (const response of held) respond(response);
    await probe;
    const responses = await sendQueries(graph, query, waiting, waiting);
    const through = responses.filter(({ codes }) => codes.length === 0).length;
    assert.equal(faulty.requests.length - before, through, 'nothing is retried');
    assert.ok(through >= 1, 'one call at a time is admitted');
    // This takes less than a fifth of the ramp.
    assert.ok(through < waiting / 5 && most < waiting / 5, `${through}, ${most} at once`);
  });

  it('F10 a recovered subgraph is complete after the ramp, and never receives more calls than client requests', async (context) => {
    const breaker = { openFor: '200ms', maxOpenFor: '200ms', ramp: '300ms' };
    const graph = await startFaultyGraph(context, { breaker });
    const { faulty } = graph;
    faulty.behave(unavailable);
    await untilBreaker(graph, query, 'open');
    faulty.behave(healthy);
    const before = faulty.requests.length;
    let requested = 0;
    for (let isWhole = false; !isWhole; ) {
      const responses = await sendQueries(graph, query, 50, 50);
      requested += responses.length;
      isWhole = responses.every(({ codes }) => codes.length === 0);
    }
    assert.ok(
      faulty.requests.length - before <= requested,
      `${faulty.requests.length - before} for ${requested}`,
    );
  });
});

describe('F25 clients disconnect', () => {
  it('F25 calls to the subgraph end with their clients, and the breaker stays closed', async (context) => {
    const graph = await startFaultyGraph(context);
    const { faulty } = graph;
    const rounds = 10;
    const atOnce = 50;
    let ended = 0;
    faulty.behave((request, response) => {
      request.resume();
      response.once('close', () => (ended += 1));
    });
    for (let round = 1; round <= rounds; round += 1) {
      const client = new AbortController();
      const pending = Array.from({ length: atOnce }, () =>
        fetch(graph.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query }),
          signal: client.signal,
        }).catch(() => 'gone'),
      );
      while (faulty.requests.length < round * atOnce) await new Promise((done) => setTimeout(done, 5));
      client.abort();
      assert.deepEqual(new Set(await Promise.all(pending)), new Set(['gone']));
      while (ended < round * atOnce) await new Promise((done) => setTimeout(done, 5));
    }
    assert.equal(faulty.requests.length, rounds * atOnce, 'nothing was retried');
    faulty.behave(healthy);
    assert.deepEqual((await graph.sendQuery(query)).body, { data: { offer: 1 } });
  });

  it('F25 a mutation that was sent is not aborted', async (context) => {
    const graph = await startFaultyGraph(context);
    const { faulty } = graph;
    const client = new AbortController();
    const arrived = new Promise<ServerResponse>((resolve) =>
      faulty.behave((request, response) => void request.resume().on('end', () => resolve(response))),
    );
    const pending = fetch(graph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'mutation { buy }' }),
      signal: client.signal,
    }).catch(() => 'gone');
    const response = await arrived;
    client.abort();
    assert.equal(await pending, 'gone');
    faulty.behave(healthy);
    assert.equal((await graph.sendQuery(query)).status, 200);
    response.setHeader('content-type', 'application/json').end('{"data":{"buy":1}}');
    await once(response, 'close');
    assert.equal(response.writableFinished, true);
    assert.equal(faulty.requests.filter(({ query }) => query.includes('buy')).length, 1);
  });
});
