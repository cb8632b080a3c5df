import { once } from 'node:events';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

/** The faults that a proxy applies to the bytes; all can be combined, and apply to open connections too. */
export interface Toxics {
  /** The delay of every piece in either direction. */
  readonly latencyMs?: number;
  /** Accepts connections and reads everything, but forwards nothing. */
  readonly blackHole?: boolean;
  /** Forwards pieces of at most this many bytes, `sliceEveryMs` apart (1). */
  readonly sliceBytes?: number;
  readonly sliceEveryMs?: number;
  /** Ends a connection after this many bytes from the target. */
  readonly limitBytes?: number;
}

/** F-tcp: a proxy in front of anything that speaks TCP: Redis, a key set, an upstream. */
export interface TcpProxy {
  readonly port: number;
  /** Replaces all toxics; `{}` heals. */
  poison(toxics: Toxics): void;
  /** Refuses new connections and resets those that are open. */
  down(): Promise<void>;
  /** Listens again, on the same port. */
  up(): Promise<void>;
  /** Resets every open TCP connection. */
  resetAll(): void;
  /** The number of connections since the start. */
  connections(): number;
  openConnections(): number;
}

/** Runs in this process until the test ends. `host` is loopback by default. */
export async function startTcpProxy(
  context: Pick<TestContext, 'after'>,
  target: { readonly host?: string; readonly port: number },
): Promise<TcpProxy> {
  const open = new Set<Socket>();
  let toxics: Toxics = {};
  let total = 0;
  const server = createServer((client) => {
    total += 1;
    const upstream = createConnection({ host: target.host ?? '127.0.0.1', port: target.port });
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
    }
    pump(client, upstream, () => ({ ...toxics, limitBytes: Number.POSITIVE_INFINITY }));
    pump(upstream, client, () => toxics);
  });

  function resetAll(): void {
    for (const socket of open) {
      // A socket that is reset while it connects, writes or shuts down leaves a pending request, for which Node 20
      // waits for ever when the process ends.
      const isQuiet = !socket.connecting && !socket.writableEnded && socket.writableLength === 0;
      if (isQuiet) socket.resetAndDestroy();
      else socket.destroy();
    }
  }

  const port = await listen(server, 0);
  const proxy: TcpProxy = {
    port,
    poison(next) {
      toxics = next;
    },
    async down() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      resetAll();
      await closed;
    },
    async up() {
      if (!server.listening) await listen(server, port);
    },
    resetAll,
    connections: () => total,
    openConnections: () => open.size / 2,
  };
  context.after(() => proxy.down());
  return proxy;
}

/** Forwards the data of one side, piece by piece and in order. */
function pump(from: Socket, to: Socket, toxics: () => Toxics): void {
  let passed = 0;
  let last: Promise<void> = Promise.resolve();

  async function pass(piece: Buffer, dueMs: number): Promise<void> {
    const { sliceBytes = piece.length, sliceEveryMs = 1, limitBytes = Number.POSITIVE_INFINITY } = toxics();
    const waitMs = dueMs - performance.now();
    if (waitMs > 0) await delay(waitMs);
    for (let start = 0; start < piece.length && !to.destroyed; start += sliceBytes) {
      if (start > 0) await delay(sliceEveryMs);
      const slice = piece.subarray(start, Math.min(start + sliceBytes, start + limitBytes - passed));
      to.write(slice);
      passed += slice.length;
      if (passed >= limitBytes) to.end();
    }
  }

  from.on('data', (piece: Buffer) => {
    const { blackHole = false, latencyMs = 0 } = toxics();
    if (blackHole) return;
    const dueMs = performance.now() + latencyMs;
    last = last.then(() => pass(piece, dueMs));
  });
  from.once('end', () => {
    last.then(() => to.end());
  });
  from.once('error', () => to.destroy());
  // Data in flight still arrives; a connection with one side gone is of no use afterwards.
  from.once('close', () => {
    last.then(() => to.destroySoon());
  });
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
