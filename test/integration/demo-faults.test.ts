import assert from 'node:assert/strict';
import { Agent, get, type IncomingMessage } from 'node:http';
import { after, afterEach, before, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import type { Fault } from '../../demo/server/fault.ts';
import { listAt, sendQuery, valueAt } from '../support/send-query.ts';

const NAMES = '{ categories { name } }';

let estate: Estate;

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
});
after(() => estate.close());
afterEach(async () => {
  await control('DELETE', '/services/catalog/fault');
  await control('DELETE', '/services/carrier/fault');
  await control('DELETE', '/services/catalog/requests');
});

async function control(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${estate.controlUrl}${path}`, init);
  return { status: response.status, body: await response.json() };
}

async function play(fault: Fault): Promise<void> {
  const { status } = await control('PUT', '/services/catalog/fault', fault);
  assert.equal(status, 200);
}

function queryCatalog(): Promise<{ readonly status: number }> {
  return sendQuery(estate.service('catalog').url, NAMES);
}

/** The unfinished response to a GET, so that a test can look at the first half of it. */
function open(path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(`${estate.service('carrier').url}${path}`, { agent: new Agent() }, resolve).on('error', reject);
  });
}

describe('faults of demo services', () => {
  it('fault down: connections are refused, and the same port responds after healing', async () => {
    await queryCatalog();
    await play({ mode: 'down' });
    await assert.rejects(queryCatalog(), (error: Error) => valueAt(error, 'cause.code') === 'ECONNREFUSED');
    await control('DELETE', '/services/catalog/fault');
    assert.equal((await queryCatalog()).status, 200);
  });

  it('fault hang: the service accepts connections and never responds', async () => {
    await play({ mode: 'hang' });
    const hanging = fetch(estate.service('catalog').url, { signal: AbortSignal.timeout(150) });
    await assert.rejects(hanging, { name: 'TimeoutError' });
    await control('DELETE', '/services/catalog/fault');
    assert.equal((await queryCatalog()).status, 200);
  });

  it('fault hang-body: the service sends the head and the first bytes, then nothing', async () => {
    await control('PUT', '/services/carrier/fault', { mode: 'hang-body' });
    const response = await open('/rates?grams=100&country=US');
    assert.equal(response.statusCode, 200);
    const first = await new Promise<Buffer>((resolve) => response.once('data', resolve));
    assert.ok(first.length > 0 && first.length < Number(response.headers['content-length']));
    assert.equal(response.complete, false);
    response.destroy();
  });

  it('fault reset: the connection is reset', async () => {
    await play({ mode: 'reset' });
    await assert.rejects(queryCatalog(), (error: Error) => valueAt(error, 'cause.code') === 'ECONNRESET');
  });

  it('fault invalid-json: status 200 with a truncated body, also for XML', async () => {
    await play({ mode: 'invalid-json' });
    await assert.rejects(queryCatalog(), SyntaxError);
    await control('PUT', '/services/carrier/fault', { mode: 'invalid-json' });
    const response = await fetch(`${estate.service('carrier').url}/tracking/nothing`);
    assert.equal(response.status, 200);
    assert.doesNotMatch(await response.text(), /<\/Fault>/);
  });

  it('fault errorRate: that share of the responses is 503, evenly and reproducibly', async () => {
    for (let round = 0; round < 2; round += 1) {
      await play({ errorRate: 0.25 });
      const statuses: number[] = [];
      for (let i = 0; i < 8; i += 1) statuses.push((await fetch(estate.service('catalog').url)).status);
      // 405, because the subgraph does not accept GET: the fault is applied first.
      assert.deepEqual(statuses, [405, 405, 405, 503, 405, 405, 405, 503]);
    }
  });

  it('fault latency: the log shows overlapping calls', async () => {
    await play({ latencyMs: 60, jitterMs: 20 });
    await Promise.all([queryCatalog(), queryCatalog()]);
    const [first, second] = await estate.service('catalog').requests();
    assert.ok(first?.finishedAt && second?.finishedAt);
    assert.ok(first.finishedAt - first.startedAt >= 59);
    assert.ok(second.startedAt < first.finishedAt && first.startedAt < second.finishedAt);
  });

  it('an invalid fault is refused, with the nearest key for a typo and the range for a value out of bounds', async () => {
    const wrong = [
      [{ latency: 5 }, /unknown key "latency": did you mean "latencyMs"\?/],
      [{ errorRate: 2 }, /errorRate: .*1/],
      [{ mode: 'dead' }, /mode: .*"down"/],
      [{}, /empty fault/],
      [[], /./],
    ] as const;
    for (const [fault, message] of wrong) {
      const { status, body } = await control('PUT', '/services/catalog/fault', fault);
      assert.equal(status, 400);
      assert.match(String(valueAt(body, 'error')), message);
    }
  });
});

describe('the control API', () => {
  it('the control API lists every service with its requests and its fault', async () => {
    await play({ latencyMs: 1 });
    await queryCatalog();
    const { body } = await control('GET', '/services');
    assert.equal(listAt(body, '').length, 11);
    const { port, url } = estate.service('catalog');
    assert.deepEqual(valueAt(body, '0'), {
      name: 'catalog',
      kind: 'subgraph',
      port,
      url,
      state: 'running',
      pid: process.pid,
      requests: 1,
      fault: { latencyMs: 1 },
    });
  });

  it('the control API retains the last 200 requests with their bodies, and counts all', async () => {
    for (let i = 0; i < 205; i += 1) await fetch(`${estate.service('catalog').url}?${i}`);
    await queryCatalog();
    const { body } = await control('GET', '/services/catalog/requests');
    assert.equal(listAt(body, '').length, 200);
    assert.deepEqual(valueAt(body, '199.body'), { query: NAMES });
    assert.equal(valueAt(body, '199.method'), 'POST');
    assert.equal(valueAt(body, '199.path'), '/graphql');
    assert.equal(valueAt(body, '199.status'), 200);
    assert.equal(valueAt(body, '199.headers.content-type'), 'application/json');
    assert.equal(valueAt((await control('GET', '/services/catalog')).body, 'requests'), 206);
    await control('DELETE', '/services/catalog/requests');
    assert.deepEqual((await control('GET', '/services/catalog/requests')).body, []);
    assert.equal(valueAt((await control('GET', '/services/catalog')).body, 'requests'), 0);
  });

  it('the control API suggests corrections for typos', async () => {
    const unknown = await control('GET', '/services/catalgo');
    assert.equal(unknown.status, 404);
    assert.match(String(valueAt(unknown.body, 'error')), /did you mean "catalog"\?/);
    assert.equal((await control('POST', '/services')).status, 405);
    assert.equal((await control('POST', '/services/catalog/restart')).status, 409);
  });
});

describe('demo subgraphs over HTTP', () => {
  it('a subgraph responds with 400 to an invalid GraphQL request and 413 to an oversized one', async () => {
    const { url } = estate.service('catalog');
    for (const body of ['{', '[]', '{"query":1}', '{"query":"{"}', '{"query":"{ nothing }"}']) {
      assert.equal((await fetch(url, { method: 'POST', body })).status, 400, body);
    }
    assert.equal((await fetch(url, { method: 'POST', body: ' '.repeat(1024 * 1024 + 1) })).status, 413);
    assert.equal((await fetch(url)).status, 405);
    assert.equal((await fetch(new URL('/other', url))).status, 404);
  });
});
