import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ResponsesStatus } from '../../core/status.ts';

export interface ReaderLimits {
  /** Bytes of responses that wait for their clients, all connections together. Above it, those give way that read least. */
  readonly maxBytes: number;
  /** A connection whose client takes nothing for so long is destroyed. */
  readonly idleMs: number;
}

export interface SlowReaders {
  /** To be called when a response is given to its connection whose client does not take all of it at once. */
  watch(response: ServerResponse, bytes: Buffer): void;
  /** So much waits that what more requests bring could not be held. */
  isFull(): boolean;
  status(): ResponsesStatus;
  close(): void;
}

interface Reader {
  readonly beganMs: number;
  readonly responses: Set<ServerResponse>;
  /** What the system had taken of all responses of the connection, and since when it takes no more. */
  sentBytes: number;
  sinceMs: number;
  /** Between the last two looks. */
  takenBytes: number;
}

const sweepMs = 1000;
/** Whoever takes less in a second is slow, where there is no room for all. */
const slowBytes = 16 * 1024;
const fullAt = 4;

/**
 * The clients that do not read their responses as fast as these are made. What a response was made of is over: it takes no place
 * of `overload.concurrency`, only memory, which is bounded here.
 */
export function createSlowReaders({ maxBytes, idleMs }: ReaderLimits): SlowReaders {
  const readers = new Map<Socket, Reader>();
  const memory = new WaitingMemory();
  let destroyed = 0;

  function destroy(socket: Socket): void {
    destroyed += 1;
    // All its responses close, and let go of their memory.
    socket.destroy();
  }

  function look(): void {
    const nowMs = performance.now();
    for (const [socket, reader] of readers) {
      const sent = sentBytes(socket);
      reader.takenBytes = sent - reader.sentBytes;
      if (sent !== reader.sentBytes) {
        reader.sentBytes = sent;
        reader.sinceMs = nowMs;
      } else if (nowMs - reader.sinceMs >= idleMs) destroy(socket);
    }
    if (memory.bytes > maxBytes) makeRoom(nowMs);
  }

  /** Who came within this second may be as fast as any. */
  function makeRoom(nowMs: number): void {
    let excess = memory.bytes - maxBytes;
    const slow = [...readers].filter(
      ([socket, { takenBytes, beganMs }]) =>
        !socket.destroyed && takenBytes < slowBytes && nowMs - beganMs >= sweepMs / 2,
    );
    slow.sort(([, a], [, b]) => a.takenBytes - b.takenBytes || a.sinceMs - b.sinceMs);
    for (const [socket, { responses }] of slow) {
      if (excess <= 0) return;
      for (const response of responses) excess -= memory.release(response);
      destroy(socket);
    }
  }

  const timer = setInterval(look, sweepMs);
  timer.unref();

  return {
    watch(response, bytes) {
      // That of a response itself is there only when all before it have been sent.
      const { socket } = response.req;
      const reader = readers.get(socket) ?? newReader(socket);
      readers.set(socket, reader);
      reader.responses.add(response);
      memory.hold(response, bytes);
      response.once('close', () => {
        memory.release(response);
        reader.responses.delete(response);
        if (reader.responses.size === 0) readers.delete(socket);
      });
    },
    isFull: () => memory.bytes > fullAt * maxBytes,
    status: () => ({ waiting: readers.size, bytes: memory.bytes, destroyed }),
    close: () => clearInterval(timer),
  };
}

function newReader(socket: Socket): Reader {
  const nowMs = performance.now();
  return {
    beganMs: nowMs,
    responses: new Set(),
    sentBytes: sentBytes(socket),
    sinceMs: nowMs,
    takenBytes: 0,
  };
}

/** What the system has taken. Node tells what waits in libuv only here, and looks at it for its own time-outs. */
function sentBytes(socket: Socket): number {
  const handle: unknown = Reflect.get(socket, '_handle');
  const queued: unknown =
    typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'writeQueueSize') : undefined;
  return (socket.bytesWritten ?? 0) - socket.writableLength - (typeof queued === 'number' ? queued : 0);
}

/** Answers that are kept are one memory, however many wait for them. */
class WaitingMemory {
  bytes = 0;
  readonly #held = new Map<ServerResponse, Buffer>();
  readonly #uses = new Map<ArrayBufferLike, { count: number; readonly bytes: number }>();

  hold(response: ServerResponse, bytes: Buffer): void {
    this.#held.set(response, bytes);
    const use = this.#uses.get(bytes.buffer);
    if (use !== undefined) use.count += 1;
    else {
      this.#uses.set(bytes.buffer, { count: 1, bytes: bytes.length });
      this.bytes += bytes.length;
    }
  }

  /** How much less it is. */
  release(response: ServerResponse): number {
    const bytes = this.#held.get(response);
    const use = bytes && this.#uses.get(bytes.buffer);
    if (bytes === undefined || use === undefined) return 0;
    this.#held.delete(response);
    use.count -= 1;
    if (use.count > 0) return 0;
    this.#uses.delete(bytes.buffer);
    this.bytes -= use.bytes;
    return use.bytes;
  }
}
