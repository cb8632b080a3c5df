import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';

export interface RestCall {
  readonly method: string;
  /** The path with the query, as it was sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface RestResponse {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

export interface RestServer {
  readonly url: string;
  readonly calls: RestCall[];
}

/** Listens on a free port of loopback until the test ends. Responds with JSON unless the response sets another type. */
export async function serveRest(
  test: TestContext,
  respond: (call: RestCall) => RestResponse | Promise<RestResponse>,
): Promise<RestServer> {
  const calls: RestCall[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const call = { method, url, headers, body: await text(request) };
    calls.push(call);
    const {
      status = 200,
      headers: sent = { 'content-type': 'application/json' },
      body = '',
    } = await respond(call);
    response.writeHead(status, sent).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return { url: `http://127.0.0.1:${address.port}`, calls };
}
