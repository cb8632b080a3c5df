import { createServer, type Socket } from 'node:net';
import type { Recorder } from './recorder.ts';
import { createRequestReader } from './request-reader.ts';

export interface ReplayServer {
  /** e.g. `http://127.0.0.1:40123` */
  readonly origin: string;
  close(): Promise<void>;
}

const host = '127.0.0.1';

/** An upstream on a free port. Requests of a connection are served in order; malformed input ends the connection. */
export async function createReplayServer(recorder: Recorder): Promise<ReplayServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveConnection(socket, recorder);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port');
  return {
    origin: `http://${host}:${address.port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function serveConnection(socket: Socket, recorder: Recorder): void {
  const reader = createRequestReader();
  let isResponding = false;

  function respondToAll(): void {
    for (let request = reader.next(); request !== undefined; request = reader.next()) {
      const bytes = recorder.respond(request);
      if (bytes instanceof Promise) {
        isResponding = true;
        bytes.then(resume, fail);
        return;
      }
      socket.write(bytes);
    }
  }

  function resume(bytes: Buffer): void {
    isResponding = false;
    socket.write(bytes);
    attempt(respondToAll);
  }

  function attempt(step: () => void): void {
    try {
      step();
    } catch (error) {
      fail(error);
    }
  }

  function fail(error: unknown): void {
    process.stderr.write(`upstream: ${String(error)}\n`);
    socket.destroy();
  }

  socket.on('data', (chunk) => {
    attempt(() => {
      reader.push(chunk);
      if (!isResponding) respondToAll();
    });
  });
  // A peer that is ended resets its connections; `close` follows and removes this one.
  socket.on('error', () => socket.destroy());
}
