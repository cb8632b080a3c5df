import assert from 'node:assert/strict';
import { Agent, get, type IncomingMessage } from 'node:http';
import { after, afterEach, before, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import type { Fault } from '../../demo/server/fault.ts';
import { ask, listAt, valueAt } from '../support/ask.ts';

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

function askCatalog(): Promise<{ readonly status: number }> {
  return ask(estate.service('catalog').url, NAMES);
}

/** The open answer to a GET, so that a test can look at a half of it. */
function open(path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(`${estate.service('carrier').url}${path}`, { agent: new Agent() }, resolve).on('error', reject);
  });
}

describe('a fault', () => {
  it('down: connections are refused, and the same port answers after healing', async () => {
    await askCatalog();
    await play({ mode: 'down' });
    await assert.rejects(askCatalog(), (error: Error) => valueAt(error, 'cause.code') === 'ECONNREFUSED');
    await control('DELETE', '/services/catalog/fault');
    assert.equal((await askCatalog()).status, 200);
  });

  it('hang: accepts and never answers', async () => {
    await play({ mode: 'hang' });
    const hanging = fetch(estate.service('catalog').url, { signal: AbortSignal.timeout(150) });
    await assert.rejects(hanging, { name: 'TimeoutError' });
    await control('DELETE', '/services/catalog/fault');
    assert.equal((await askCatalog()).status, 200);
  });

  it('hang-body: the head and first bytes, then nothing', async () => {
    await control('PUT', '/services/carrier/fault', { mode: 'hang-body' });
    const response = await open('/rates?grams=100&country=US');
    assert.equal(response.statusCode, 200);
    const first = await new Promise<Buffer>((resolve) => response.once('data', resolve));
    assert.ok(first.length > 0 && first.length < Number(response.headers['content-length']));
    assert.equal(response.complete, false);
    response.destroy();
  });

  it('reset: the connection breaks', async () => {
    await play({ mode: 'reset' });
    await assert.rejects(askCatalog(), (error: Error) => valueAt(error, 'cause.code') === 'ECONNRESET');
  });

  it('invalid-json: status 200 and a body that breaks off, in XML too', async () => {
    await play({ mode: 'invalid-json' });
    await assert.rejects(askCatalog(), SyntaxError);
    await control('PUT', '/services/carrier/fault', { mode: 'invalid-json' });
    const response = await fetch(`${estate.service('carrier').url}/tracking/nothing`);
    assert.equal(response.status, 200);
    assert.doesNotMatch(await response.text(), /<\/Fault>/);
  });

  it('errorRate: that share is a 503, evenly and the same every time', async () => {
    for (let round = 0; round < 2; round += 1) {
      await play({ errorRate: 0.25 });
      const statuses: number[] = [];
      for (let i = 0; i < 8; i += 1) statuses.push((await fetch(estate.service('catalog').url)).status);
      // 405, because a GET is not what the subgraph takes: the fault comes before that.
      assert.deepEqual(statuses, [405, 405, 405, 503, 405, 405, 405, 503]);
    }
  });

  it('latency: the log shows calls that overlap', async () => {
    await play({ latencyMs: 60, jitterMs: 20 });
    await Promise.all([askCatalog(), askCatalog()]);
    const [first, second] = await estate.service('catalog').requests();
    assert.ok(first?.finishedAt && second?.finishedAt);
    assert.ok(first.finishedAt - first.startedAt >= 59);
    assert.ok(second.startedAt < first.finishedAt && first.startedAt < second.finishedAt);
  });

  it('is refused with the nearest key when it is misspelt, and with the range when it is out of it', async () => {
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
  it('lists every service with its requests and its fault', async () => {
    await play({ latencyMs: 1 });
    await askCatalog();
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

  it('keeps the last 200 requests with their bodies and counts all', async () => {
    for (let i = 0; i < 205; i += 1) await fetch(`${estate.service('catalog').url}?${i}`);
    await askCatalog();
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

  it('helps who mistypes', async () => {
    const unknown = await control('GET', '/services/catalgo');
    assert.equal(unknown.status, 404);
    assert.match(String(valueAt(unknown.body, 'error')), /did you mean "catalog"\?/);
    assert.equal((await control('POST', '/services')).status, 405);
    assert.equal((await control('POST', '/services/catalog/restart')).status, 409);
  });
});

describe('a subgraph', () => {
  it('answers 400 to what is not a GraphQL request and 413 to what is too long', async () => {
    const { url } = estate.service('catalog');
    for (const body of ['{', '[]', '{"query":1}', '{"query":"{"}', '{"query":"{ nothing }"}']) {
      assert.equal((await fetch(url, { method: 'POST', body })).status, 400, body);
    }
    assert.equal((await fetch(url, { method: 'POST', body: ' '.repeat(1024 * 1024 + 1) })).status, 413);
    assert.equal((await fetch(url)).status, 405);
    assert.equal((await fetch(new URL('/other', url))).status, 404);
  });
});
