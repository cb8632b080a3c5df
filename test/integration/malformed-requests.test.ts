import assert from 'node:assert/strict';
import { once } from 'node:events';
import { METHODS } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { internalError, requestFinished } from '../../shared/core/channels.ts';
import { type Bff, defaultSettings } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { startBff } from '../support/start-bff.ts';

let bff: Bff;

before(async () => {
  const settings = defaultSettings({
    supergraph: join(projectRoot, 'schemas/supergraph.graphql'),
    listen: { port: 0 },
  });
  bff = await startBff({ ...settings, logs: { level: 'silent' } });
});
after(() => bff?.close());

/** The bytes that the server writes on a connection until it ends it. */
async function exchange(bytes: string): Promise<string> {
  const { hostname, port } = new URL(bff.url);
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, 'connect');
  socket.write(bytes);
  return text(socket);
}

const body = '{"query":"{ __typename }"}';

function postWith(...headers: readonly string[]): string {
  const fixed = ['Host: a', 'Content-Type: application/json', `Content-Length: ${body.length}`];
  return ['POST /graphql HTTP/1.1', ...fixed, 'Connection: close', ...headers, '', body].join('\r\n');
}

const malformed: Readonly<Record<string, readonly [bytes: string, status: number, code: string]>> = {
  'bytes that are not HTTP': ['hello\r\n\r\n', 400, 'BAD_REQUEST'],
  'a header without a name': ['GET /healthz HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n', 400, 'BAD_REQUEST'],
  'two lengths': [postWith('Content-Length: 3'), 400, 'BAD_REQUEST'],
  'both a content length and chunked encoding': [postWith('Transfer-Encoding: chunked'), 400, 'BAD_REQUEST'],
  'a chunk without a length': [
    'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n',
    400,
    'BAD_REQUEST',
  ],
  'headers without an end': [
    `GET /healthz HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}`,
    431,
    'HEADERS_TOO_LARGE',
  ],
  'no host': ['GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'BAD_REQUEST'],
  'two Authorization headers': [
    postWith('Authorization: Bearer a', 'authorization: Bearer a'),
    400,
    'BAD_REQUEST',
  ],
};

describe('a request that is sent in part', () => {
  it('an incomplete request is logged as aborted by the client, not as a fault', async (context) => {
    const faults: unknown[] = [];
    const statuses: number[] = [];
    context.after(internalError.subscribe((fault) => faults.push(fault)));
    const finished = new Promise<void>((resolve) => {
      const end = requestFinished.subscribe(({ status }) => {
        statuses.push(status);
        end();
        resolve();
      });
    });
    const { hostname, port } = new URL(bff.url);
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    socket.write(postWith().slice(0, -10), () => socket.destroy());
    await finished;
    assert.deepEqual([statuses, faults], [[499], []]);
  });
});

describe('malformed requests', () => {
  for (const [name, [bytes, status, code]] of Object.entries(malformed)) {
    it(`a malformed request is refused in the standard error format: ${name}`, async () => {
      const response = await exchange(bytes);
      const [head = '', content = ''] = response.split('\r\n\r\n');
      assert.match(head, new RegExp(`^HTTP/1\\.1 ${status} [A-Z]`));
      assert.match(head, /^content-type: application\/json; charset=utf-8$/im);
      assert.match(head, /^cache-control: no-store$/im);
      assert.match(head, /^connection: close$/im);
      assert.match(head, /^x-request-id: [0-9a-f-]{36}$/im);
      assert.match(
        content,
        new RegExp(`^{"errors":\\[{"message":"[A-Z].*","extensions":{"code":"${code}"}}\\]}$`),
      );
      assert.doesNotMatch(response, /HPE_|FST_|fastify|Client Error/i);
    });
  }

  it('unknown paths and methods are refused, for every method that Node supports', async () => {
    for (const method of METHODS.filter((name) => name !== 'CONNECT')) {
      const headers = 'Host: a\r\nConnection: close\r\n\r\n';
      assert.match(await exchange(`${method} /else HTTP/1.1\r\n${headers}`), /^HTTP\/1\.1 404 /, method);
      if (method === 'GET' || method === 'POST') continue;
      const response = await exchange(`${method} /graphql HTTP/1.1\r\n${headers}`);
      assert.match(response, /^HTTP\/1\.1 405 [\s\S]*^allow: GET, POST\r$/m, method);
    }
  });

  it('malformed requests do not end the server', async () => {
    assert.match(await exchange(postWith('Authorization: Bearer a')), /^HTTP\/1\.1 200 OK\r\n/);
  });
});
