import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildResponder, type Responder } from './build-responder.ts';
import { playScript } from './play-script.ts';
import { createUpstreamCounter, type UpstreamCounts } from './upstream-counts.ts';
import type { UpstreamResponses } from './upstream-responses.ts';
import { UpstreamScript } from './upstream-script.ts';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface ScriptedServer {
  readonly port: number;
  setResponses(responses: UpstreamResponses): void;
  setScript(script: UpstreamScript): void;
  counts(): UpstreamCounts;
  /** The last 100 requests that arrived completely, oldest first. */
  requests(): readonly SeenRequest[];
  /** Clears counts and requests. */
  clear(): void;
}

const KEPT = 100;
const healthy = UpstreamScript.parse({});

export async function createScriptedServer(port: number): Promise<ScriptedServer> {
  const counter = createUpstreamCounter();
  const sockets = new Set<Socket>();
  let seen: SeenRequest[] = [];
  let respond: Responder = async () => '{"data":null}';
  let script = healthy;
  let timesLeft = Number.POSITIVE_INFINITY;
  let due = 0;

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (response.destroyed) return;
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ errors: [{ message: String(error) }] }));
    });
  });
  server.on('connection', (socket) => {
    counter.connected(socket);
    // The counter reports it; without a listener it would end the process.
    socket.on('error', () => undefined);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (script.mode === 'resetAtAccept') socket.resetAndDestroy();
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const done = counter.arrived();
    response.once('close', () => done(response.writableFinished));
    const current = takeScript();
    if (current.mode === 'resetAtHead') {
      request.socket.resetAndDestroy();
      return;
    }
    const body = await text(request);
    const { method = '', url: path = '', headers } = request;
    seen.push({ method, path, headers, body });
    if (seen.length > KEPT) seen.shift();
    await playScript(current, response, () => {
      counter.executed(body);
      return respond(body);
    });
  }

  /** The script for one request: the current one, or the healthy one for requests that the script excludes. */
  function takeScript(): UpstreamScript {
    due += script.share;
    if (due < 1 || timesLeft <= 0) return healthy;
    due -= 1;
    timesLeft -= 1;
    return script;
  }

  server.keepAliveTimeout = healthy.keepAliveMs;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    setResponses(responses) {
      respond = buildResponder(responses);
    },
    setScript(next) {
      script = next;
      timesLeft = next.times ?? Number.POSITIVE_INFINITY;
      due = 0;
      server.keepAliveTimeout = next.keepAliveMs;
      if (next.mode === 'resetAtAccept') for (const socket of sockets) socket.resetAndDestroy();
    },
    counts: () => counter.read(),
    requests: () => seen,
    clear() {
      counter.clear();
      seen = [];
    },
  };
}
