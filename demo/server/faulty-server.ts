import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Respond, ServiceResponse } from './call.ts';
import { problem } from './call.ts';
import type { Fault } from './fault.ts';
import { buildFaultPlayer, type FaultPlayer } from './fault-player.ts';
import { readBody } from './read-body.ts';
import { buildRequestLog, type RequestLog } from './request-log.ts';
import { send } from './send.ts';

export const HOST = '127.0.0.1';
const BODY_LIMIT_BYTES = 1024 * 1024;

/** An HTTP server that can be made to fail, and records its requests. */
export interface FaultyServer {
  readonly port: number;
  readonly log: RequestLog;
  fault(): Fault | null;
  /** Null removes the fault. Rejects if another process took the port while the server was down. */
  setFault(fault: Fault | null): Promise<void>;
  close(): Promise<void>;
}

/** `port` 0 selects any free port. Rejects with the error of `listen`. */
export async function createFaultyServer(port: number, respond: Respond): Promise<FaultyServer> {
  const log = buildRequestLog();
  const closing = new AbortController();
  let fault: Fault | null = null;
  let player: FaultPlayer | undefined;
  let origin = '';

  // Connections stay open longer than in any client, so that the server never closes an idle one first.
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    serve(request, response).catch((error: unknown) => fail(response, error));
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bodyArrived = log.start(request, response);
    const body = await readBody(request, BODY_LIMIT_BYTES);
    if (body === undefined) return send(response, problem(413, `a body may have ${BODY_LIMIT_BYTES} bytes`));
    bodyArrived(body);
    const createResponse = async (): Promise<ServiceResponse> => respond(toCall(request, body, origin));
    if (player === undefined) return send(response, await createResponse());
    return player(response, createResponse, closing.signal);
  }

  function fail(response: ServerResponse, error: unknown): void {
    // No response is sent to a client that has disconnected, or while the server is closing.
    if (response.destroyed || closing.signal.aborted) return;
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    if (response.headersSent) response.destroy();
    else send(response, problem(500, 'internal error'));
  }

  async function listen(on: number): Promise<number> {
    server.listen(on, HOST);
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : on;
  }

  async function stopListening(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  const actualPort = await listen(port);
  origin = `http://${HOST}:${actualPort}`;

  return {
    port: actualPort,
    log,
    fault: () => fault,
    async setFault(next) {
      if (next?.mode === 'down') await stopListening();
      else if (!server.listening) await listen(actualPort);
      fault = next;
      player = next === null ? undefined : buildFaultPlayer(next);
    },
    async close() {
      closing.abort();
      await stopListening();
    },
  };
}

function toCall(request: IncomingMessage, body: string, origin: string): Parameters<Respond>[0] {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  return {
    method: request.method ?? 'GET',
    path: mark === -1 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1)),
    headers: request.headers,
    body,
    origin,
  };
}
