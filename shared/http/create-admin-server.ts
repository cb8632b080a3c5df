import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from '../core/start-error.ts';

export interface AdminServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** What `GET /status` answers, as JSON. */
  status(): unknown;
}

export interface AdminServer {
  /** Where it listens, e.g. `http://127.0.0.1:4091`. */
  readonly url: string;
  close(): Promise<void>;
}

/** The port for operators: `GET /status` and nothing else. Throws `StartError` when it cannot listen. */
export async function createAdminServer({ host, port, status }: AdminServerOptions): Promise<AdminServer> {
  const server = createServer({ requestTimeout: 5000, maxHeaderSize: 8192 }, answer(status));
  await listen(server, host, port);
  // A status that someone is reading keeps no process alive.
  server.unref();
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(status: () => unknown): RequestListener {
  return async (request, response) => {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.setHeader('cache-control', 'no-store');
    if (request.url?.split('?', 1)[0] !== '/status') return response.writeHead(404).end('{"status":404}');
    if (request.method !== 'GET') return response.writeHead(405, { allow: 'GET' }).end('{"status":405}');
    try {
      return response.end(JSON.stringify(await status(), null, 2));
    } catch {
      // A worker that ended while it was asked; the next answer will not have it.
      return response.writeHead(503).end('{"status":503}');
    }
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const code = 'code' in cause ? String(cause.code) : cause.message;
      const isTaken = code === 'EADDRINUSE';
      reject(
        new StartError({
          key: isTaken ? 'admin.port' : 'admin',
          message: isTaken
            ? `port ${port} on ${host} is taken by another process`
            : `cannot listen on ${host}:${port} (${code})`,
        }),
      );
    });
    server.listen(port, host, resolve);
  });
}
