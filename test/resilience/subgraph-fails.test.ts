import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  healthy,
  secretText,
  sendQueries,
  startFaultyGraph,
  unavailable,
  untilBreaker,
} from '../support/faulty-graph.ts';
import { valueAt } from '../support/send-query.ts';

const query = '{ thing { name price } }';

describe('F2 a subgraph responds with 5xx', () => {
  for (const atOnce of [1, 50]) {
    it(`F2 a failing subgraph gets at most 1.2 calls a client request, and none with an open breaker (${atOnce} at once)`, async (context) => {
      const graph = await startFaultyGraph(context, { breaker: { openFor: '1m', window: '1m' } });
      const { faulty } = graph;
      faulty.behave(unavailable);
      const responses = await sendQueries(graph, query, 100, atOnce);
      const short = responses.filter(({ codes }) => codes.includes('SUBGRAPH_CIRCUIT_OPEN'));
      assert.ok(short.length > 0, 'the breaker is open');
      const made = responses.length - short.length;
      assert.ok(faulty.requests.length >= 20, 'it takes 20 calls');
      // A retry that the breaker rejects ends in a short circuit, too.
      assert.ok(
        faulty.requests.length <= 1.2 * (made + short.length),
        `${faulty.requests.length} for ${made} requests`,
      );
      if (atOnce === 1)
        assert.ok(faulty.requests.length <= 1.2 * (made + 1), `${faulty.requests.length} for ${made}`);

      const { length } = faulty.requests;
      const later = await sendQueries(graph, query, 200, atOnce);
      assert.equal(faulty.requests.length, length);
      for (const { status, body, text, codes } of [...responses, ...later]) {
        assert.equal(status, 200);
        assert.deepEqual(valueAt(body, 'data'), { thing: { name: 'n', price: null } });
        assert.match(String(codes), /^SUBGRAPH_(?:HTTP_ERROR|CIRCUIT_OPEN)$/);
        assert.ok(!text.includes(secretText) && !text.includes('127.0.0.1'));
      }
    });
  }

  it('F2 a failing subgraph gets no more calls than there are probes', async (context) => {
    const openForMs = 200;
    const graph = await startFaultyGraph(context, {
      breaker: { openFor: `${openForMs}ms`, maxOpenFor: `${openForMs}ms` },
    });
    const { faulty } = graph;
    faulty.behave(unavailable);
    await untilBreaker(graph, query, 'open');
    const before = faulty.requests.length;
    const startMs = performance.now();
    while (faulty.requests.length < before + 5) await sendQueries(graph, query, 20, 10);
    const probes = faulty.requests.slice(before).map(({ atMs }) => atMs);
    // The first was due when the breaker had been open for 80 % of its time.
    const atMost = (performance.now() - startMs) / (openForMs * 0.8) + 1;
    assert.ok(probes.length <= atMost, `${probes.length} probes, at most ${atMost}`);
  });
});

describe('F9 one of two subgraphs is down', () => {
  it('F9 a subgraph that is down costs only its fields, which are back with the first probe', async (context) => {
    const graph = await startFaultyGraph(context, {
      breaker: { openFor: '300ms', maxOpenFor: '300ms', window: '1m' },
    });
    const { faulty } = graph;
    await graph.sendQuery(query);
    await faulty.kill();
    await untilBreaker(graph, query, 'open');
    for (const { status, body, codes } of await sendQueries(graph, query, 100, 20)) {
      assert.equal(status, 200);
      assert.deepEqual(valueAt(body, 'data'), { thing: { name: 'n', price: null } });
      assert.match(String(codes), /^SUBGRAPH_(?:UNAVAILABLE|CIRCUIT_OPEN)$/);
    }
    for (const { body } of await sendQueries(graph, '{ thing { name } }', 50, 20)) {
      assert.deepEqual(body, { data: { thing: { name: 'n' } } });
    }

    await faulty.restart();
    faulty.behave(healthy);
    const { length } = faulty.requests;
    await untilBreaker(graph, query, 'closed');
    assert.equal(faulty.requests.length, length + 1);
    assert.deepEqual((await graph.sendQuery(query)).body, { data: { thing: { name: 'n', price: 1 } } });
  });
});

describe('F11 half of the calls to a subgraph fail', () => {
  it('F11 retries add at most a fifth to the calls', async (context) => {
    const graph = await startFaultyGraph(context, { breaker: { enabled: false } });
    const { faulty } = graph;
    let count = 0;
    faulty.behave((request, response) => {
      count += 1;
      return count % 2 === 0 ? unavailable(request, response) : healthy(request, response);
    });
    const requested = 250;
    const atOnce = [1, 20];
    const startMs = performance.now();
    for (const clients of atOnce) {
      const before = faulty.requests.length;
      const responses = await sendQueries(graph, query, requested, clients);
      assert.ok(faulty.requests.length - before > requested, `some are retried, ${clients} at once`);
      assert.ok(responses.every(({ status }) => status === 200));
    }
    const all = requested * atOnce.length;
    // The share is one of the calls of ten seconds, in which three retries are always allowed.
    const atMost = all * 1.2 + 3 * Math.ceil((performance.now() - startMs) / 10_000);
    assert.ok(faulty.requests.length <= atMost, `${faulty.requests.length} for ${all}, at most ${atMost}`);
  });
});
