import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Behaviour, type FaultyUpstream, healthy, startFaultyGraph } from '../support/faulty-graph.ts';
import { valueAt } from '../support/send-query.ts';

/** Breaks the first exchange; all others succeed. */
type Fault = (upstream: FaultyUpstream) => void;

/** Closes its connection after the response, so that each call opens one. */
const healthyOnce: Behaviour = (request, response) => {
  response.setHeader('connection', 'close');
  return healthy(request, response);
};

const once =
  (behaviour: Behaviour): Fault =>
  (upstream) =>
    upstream.behave((request, response) => {
      upstream.behave(healthyOnce);
      behaviour(request, response);
    });

const atAccept: Fault = (upstream) =>
  upstream.onConnection((socket) => {
    upstream.onConnection(undefined);
    socket.resetAndDestroy();
  });

const afterRequest = once((request) => {
  request.resume().on('end', () => request.socket.resetAndDestroy());
});

const afterHeaders = once((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
    response.flushHeaders();
    setImmediate(() => request.socket.resetAndDestroy());
  });
});

const midBody = once((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
    response.write('{"data":', () => request.socket.resetAndDestroy());
  });
});

const points: readonly { readonly at: string; readonly fault: Fault; readonly reads: number }[] = [
  { at: 'when it is accepted', fault: atAccept, reads: 1 },
  { at: 'after the request', fault: afterRequest, reads: 2 },
  { at: 'after the headers', fault: afterHeaders, reads: 1 },
  { at: 'within the body', fault: midBody, reads: 1 },
];

describe('F4 a connection is reset', () => {
  // The points share a server, since starting one takes longer than all of them do.
  it('F4 reads are retried where that is safe, and mutations never', async (context) => {
    const graph = await startFaultyGraph(context);
    const { requests } = graph.faulty;
    graph.faulty.behave(healthyOnce);
    for (const { at, fault, reads } of points) {
      const isRetried = fault === atAccept || fault === afterRequest;
      await context.test(`F4 ${at}: a read is ${isRetried ? 'retried once' : 'not retried'}`, async () => {
        const before = requests.length;
        fault(graph.faulty);
        const { status, body, codes } = await graph.sendQuery('{ offer }');
        assert.equal(status, 200);
        assert.equal(requests.length - before, reads);
        if (isRetried) assert.deepEqual(body, { data: { offer: 1 } });
        else assert.deepEqual([valueAt(body, 'data'), codes], [{ offer: null }, ['SUBGRAPH_UNAVAILABLE']]);
      });

      await context.test(`F4 ${at}: a mutation is not retried`, async () => {
        const before = requests.length;
        fault(graph.faulty);
        const { status, body, codes } = await graph.sendQuery('mutation { buy }');
        assert.equal(status, 200);
        const arrived = fault === atAccept ? 0 : 1;
        assert.equal(requests.length - before, arrived);
        assert.deepEqual([valueAt(body, 'data'), codes], [{ buy: null }, ['SUBGRAPH_UNAVAILABLE']]);
        // A pending retry would have been sent by now.
        assert.deepEqual((await graph.sendQuery('{ offer }')).body, { data: { offer: 1 } });
        assert.equal(requests.slice(before).filter(({ query }) => query.includes('buy')).length, arrived);
      });
    }
  });
});
