import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import { listeningUrl, startClientMain } from '../support/frontage-process.ts';
import { headlineOperation } from '../support/headline-operations.ts';
import { identityToken } from '../support/identity-token.ts';
import { sendHttp } from '../support/send-http.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import type { StartedProcess } from '../support/started-process.ts';

const reportConnections = new URL('../support/report-connections.js', import.meta.url);
const product = headlineOperation('web', 'product');

interface Started {
  readonly estate: Estate;
  readonly server: StartedProcess;
  readonly url: string;
}

async function start(context: TestContext): Promise<Started> {
  const estate = await createEstate({ ports: 'ephemeral' });
  context.after(() => estate.close());
  const server = startClientMain(context, 'web', {
    ...estate.settings,
    WEB_PORT: '0',
    NODE_OPTIONS: `--import=${reportConnections.href}`,
  });
  return { estate, server, url: await listeningUrl(server) };
}

function linesOf(server: StartedProcess): Record<string, unknown>[] {
  return server
    .stdout()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** The log line of the request with this id, once it is written. */
async function lineOf(server: StartedProcess, requestId: string): Promise<Record<string, unknown>> {
  await server.until(new RegExp(`"requestId":"${requestId}"[^\\n]*"msg":"request"}\n`));
  const lines = linesOf(server).filter(
    (line) => line['requestId'] === requestId && line['msg'] === 'request',
  );
  assert.equal(lines.length, 1);
  return lines[0] ?? {};
}

describe('the request log', () => {
  it('the request log has one JSON line for each request, with the principal, the operation and the outcome', async (context) => {
    const { estate, server, url } = await start(context);
    const known = { 'x-client-name': 'kiosk', 'x-client-version': '7.1' };
    const sendQueryAs = (id: string, query: string, headers = {}): ReturnType<typeof sendQuery> =>
      sendQuery(url, query, {
        variables: product.variables,
        headers: { 'x-request-id': id, ...known, ...headers },
      });

    await sendQueryAs('good', product.query);
    const good = await lineOf(server, 'good');
    const { time, durationMs, upstreamCalls, ...rest } = good;
    assert.deepEqual(rest, {
      level: 'info',
      client: 'web',
      pid: server.child.pid,
      requestId: 'good',
      method: 'POST',
      path: '/graphql',
      clientName: 'kiosk',
      clientVersion: '7.1',
      operationName: 'WebProduct',
      status: 200,
      msg: 'request',
    });
    assert.ok(Number.isFinite(Date.parse(String(time))));
    assert.ok(typeof durationMs === 'number' && durationMs > 0);
    assert.ok(typeof upstreamCalls === 'number' && upstreamCalls >= 6, String(upstreamCalls));

    await sendQueryAs('invalid', 'query Wrong { nothing }');
    const invalid = await lineOf(server, 'invalid');
    assert.deepEqual(
      [invalid['status'], invalid['errorCodes'], invalid['upstreamCalls']],
      [400, ['GRAPHQL_VALIDATION_FAILED'], 0],
    );

    const headers = {
      'content-type': 'application/json',
      'content-length': 1e6,
      'x-request-id': 'large',
      ...known,
    };
    await sendHttp(url, { method: 'POST', headers, body: '{', isOpen: true });
    const large = await lineOf(server, 'large');
    assert.deepEqual(
      [large['status'], large['errorCodes'], large['clientName']],
      [413, ['PAYLOAD_TOO_LARGE'], 'kiosk'],
    );

    await estate.service('reviews').setFault({ mode: 'down' });
    await sendQueryAs('partial', product.query);
    const partial = await lineOf(server, 'partial');
    assert.deepEqual([partial['status'], partial['errorCodes']], [200, ['SUBGRAPH_UNAVAILABLE']]);
    const [failed] = linesOf(server).filter(({ msg }) => msg === 'upstream failed');
    assert.deepEqual(
      ['requestId', 'level', 'upstream', 'code', 'cause'].map((key) => failed?.[key]),
      ['partial', 'warn', 'reviews', 'SUBGRAPH_UNAVAILABLE', 'ECONNREFUSED'],
    );

    await sendQueryAs('long', `query ${'q'.repeat(200)} { __typename }`, {
      'x-client-name': 'n'.repeat(5000),
    });
    const long = await lineOf(server, 'long');
    assert.equal(String(long['operationName']).length, 128);
    assert.equal(String(long['clientName']).length, 128);

    assert.equal(linesOf(server).filter(({ msg }) => msg === 'request').length, 5);
  });

  it('the request log never contains a token, a header, a variable, a literal or a query', async (context) => {
    const { estate, server, url } = await start(context);
    const token = await identityToken(estate.service('identity').url, { user: 'user-3' });
    const canary = 'canary-7f3a';
    const headers = { cookie: `session=${canary}`, 'x-api-key': canary };
    const variables = { ...product.variables, unused: canary };
    await sendQuery(url, product.query, { variables, token, headers });
    await sendQuery(url, product.query, { variables, token: `${canary}.${token}`, headers });
    await sendQuery(url, product.query, { variables: { id: { password: canary } }, headers });
    await sendQuery(url, `{ product(id: "${canary}") { id } }`, { headers });
    await sendQuery(url, `{ product(id: "${canary}" `, { headers });
    await sendHttp(`${url}?query={product(id:"${canary}"){id}}&token=${canary}`, { headers });
    await sendHttp(`${url}/${canary}`, { headers });
    // Failures are where careless code prints everything that it has.
    for (const name of ['catalog', 'accounts', 'search', 'carrier'] as const) {
      await estate.service(name).setFault({ mode: 'reset' });
    }
    await sendQuery(url, product.query, { variables, token, headers });
    await sendQuery(url, `{ search(query: "${canary}") { totalCount } me { email } }`, {
      token,
      headers: { ...headers, 'x-request-id': 'last' },
    });
    await lineOf(server, 'last');
    server.child.kill('SIGTERM');
    assert.equal(await server.exit(), 0);
    const [head = '', payload = '', signature = ''] = token.split('.');
    for (const secret of [canary, token, head, payload, signature, 'Bearer', 'authorization', 'session=']) {
      assert.ok(!server.output().includes(secret), secret);
    }
  });
});

describe("the connections of a client's process", () => {
  it('the process connects to the identity provider at startup, and to upstreams only when they are needed', async (context) => {
    const { estate, server, url } = await start(context);
    const ready = await fetch(new URL('/readyz', url));
    assert.equal(ready.status, 200);
    const identity = `connects to ${new URL(estate.service('identity').url).host}`;
    assert.equal(server.stderr().trim(), identity);

    const token = await identityToken(estate.service('identity').url, { user: 'user-3' });
    for (const screen of ['account', 'home', 'product', 'search']) {
      const { query, variables } = headlineOperation('web', screen);
      assert.deepEqual((await sendQuery(url, query, { variables, token })).codes, []);
    }
    const connections = new Set(server.stderr().trimEnd().split('\n'));
    const allowed = [...estate.services.values()].map(({ port }) => `connects to 127.0.0.1:${port}`);
    assert.deepEqual([...connections].sort(), allowed.sort());
    assert.equal(valueAt(linesOf(server), '0.msg'), 'listening');
  });
});
