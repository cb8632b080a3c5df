import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorTable, FrontageError } from '../core/errors.ts';
import { StartError } from '../core/start-error.ts';
import { buildIsAdminHost } from './head/admin-hosts.ts';
import { pathOfTarget } from './head/path-of-target.ts';
import { problemOfHead } from './head/problem-of-head.ts';
import { readWholeHeads } from './head/read-heads.ts';
import { refuseMalformed } from './refuse-malformed.ts';
import { writeError } from './send-error.ts';

export interface AdminServerOptions {
  readonly host: string;
  /** 0 selects any free port. */
  readonly port: number;
  /** Allowed names in the `Host` header, in addition to loopback names and `host`. */
  readonly hosts: readonly string[];
  /** Returns the body of `GET /status`, written as JSON. */
  status(): unknown;
}

export interface AdminServer {
  /** The base URL, e.g. `http://127.0.0.1:4091`. */
  readonly url: string;
  close(): Promise<void>;
}

// No request to this port has a body.
const headLimits = { maxHeaders: 100, maxBodyBytes: 0 };

/** Starts the admin server for operators, which serves only `GET /status`. Throws `StartError` if it cannot listen. */
export async function createAdminServer(options: AdminServerOptions): Promise<AdminServer> {
  const { host, port } = options;
  // A missing `Host` header is rejected below, in the same format as other rejections.
  const limits = { requestTimeout: 5000, maxHeaderSize: 8192, requireHostHeader: false };
  const server = createServer(limits, statusListener(options));
  server.on('clientError', refuseMalformed);
  readWholeHeads(server);
  await listen(server, host, port);
  // An open status request must not keep the process alive.
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

function statusListener({ host, hosts, status }: AdminServerOptions): RequestListener {
  const isAdminHost = buildIsAdminHost([host, ...hosts]);
  return async (request, response) => {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-content-type-options', 'nosniff');
    const path = pathOfTarget(request);
    const problem = problemOfHead(request, path, headLimits);
    if (problem !== undefined) return refuse(response.setHeader('connection', 'close'), problem);
    if (!isAdminHost(request.headers.host, request.socket.localAddress))
      return refuse(response, new FrontageError('HOST_NOT_ALLOWED'));
    if (path.split('?', 1)[0] !== '/status') return refuse(response, new FrontageError('NOT_FOUND'));
    if (request.method !== 'GET')
      return refuse(response.setHeader('allow', 'GET'), new FrontageError('METHOD_NOT_ALLOWED'));
    try {
      return response.end(JSON.stringify(await status(), null, 2));
    } catch {
      // A worker ended while its status was read; the next response will not include it.
      return response.writeHead(503).end('{"status":503}');
    }
  };
}

function refuse(response: ServerResponse, { code, message }: FrontageError): ServerResponse {
  response.statusCode = errorTable[code].status;
  return response.end(writeError(code, message));
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
