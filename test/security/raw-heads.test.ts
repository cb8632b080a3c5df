import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { join } from 'node:path';
import { it } from 'node:test';
import fc from 'fast-check';
import { internalError } from '../../shared/core/channels.ts';
import { type Bff, errorTable, loadSettings } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { onlyResponse, type RawResponse, responsesIn } from '../support/exchange.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';
import { isClear } from './fuzz/is-clear.ts';
import { bytesOf, query, randomMessage } from './fuzz/random-message.ts';

/** The number of messages sent at once: the test waits for each incomplete one. */
const atOnce = 25;
const numRuns = Number(process.env['RUNS'] ?? 12);
const seed = Number(process.env['SEED'] ?? 1);

/** The first response of a server; undefined if it closed the connection without one. Waits for one of the two. */
function firstResponse(url: string, bytes: string): Promise<RawResponse | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let received = '';
    let wasReset = false;
    socket.setEncoding('latin1');
    const look = (isOver: boolean): void => {
      try {
        const response = responsesIn(received).find(({ status }) => status >= 200);
        if (response !== undefined || isOver) resolve(response);
      } catch (cause) {
        // More data may follow, and a connection that was reset may have lost some.
        if (!isOver) return;
        if (wasReset) resolve(undefined);
        else reject(cause);
      }
      if (isOver) socket.destroy();
    };
    socket.on('data', (text: string) => {
      received += text;
      look(false);
    });
    socket.on('error', () => {
      wasReset = true;
    });
    socket.on('close', () => look(true));
    socket.write(bytes, 'latin1');
  });
}

function assertRefusal({ status, code, headers }: RawResponse): void {
  const row = Object.entries(errorTable).find(([name]) => name === code)?.[1];
  assert.equal(row?.status, status, `${status} ${code}`);
  assert.ok(status < 500 || status === 503, `${status}`);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
}

it('every sequence of bytes sent as a request is served, refused or disconnected, and no relevant field is ignored', async (context) => {
  const directory = temporaryFiles(context, {
    'bff.yaml': `supergraph: ${join(projectRoot, 'schemas/supergraph.graphql')}
listen: { port: 0 }
logs: { level: silent }
shutdown: { delay: 0s }
overload: { connections: { headersTimeout: 300ms }, bodies: { timeout: 300ms } }
authentication: { jwt: { jwksUrl: "http://127.0.0.1:9/keys", issuer: a, audience: b } }
`,
  });
  const bff: Bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  const faults: unknown[] = [];
  const endFaults = internalError.subscribe(({ error }) => faults.push(error));
  context.after(async () => {
    endFaults();
    await bff.close();
  });
  const good = `POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${query.length}\r\n\r\n${query}`;
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(randomMessage, { minLength: atOnce, maxLength: atOnce }), async (messages) => {
      await Promise.all(
        messages.map(async (message) => {
          const response = await firstResponse(bff.url, bytesOf(message));
          const status = response?.status ?? 0;
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          if (response === undefined) return;
          if (response.code !== undefined || status >= 400) assertRefusal(response);
          else assert.equal(status, 200);
          if (response.body.includes('"data"'))
            assert.ok(isClear(message), JSON.stringify(message).slice(0, 2000));
        }),
      );
      const { status, body } = await onlyResponse(bff.url, good);
      assert.deepEqual([status, body], [200, '{"data":{"__typename":"Query"}}']);
      assert.deepEqual(faults, []);
    }),
    { numRuns, seed },
  );
  context.diagnostic(JSON.stringify(Object.fromEntries(statuses)));
  if (seed !== 1) return;
  for (const status of [200, 400, 401, 408, 415, 431]) assert.ok(statuses.has(status), `no ${status}`);
});
