import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ResponsesStatus } from '../../core/status.ts';

export interface ReaderLimits {
  /** The maximum bytes of unsent responses on all connections. Above it, the slowest readers are disconnected. */
  readonly maxBytes: number;
  /** A connection whose client reads nothing for this long is destroyed. */
  readonly idleMs: number;
}

export interface SlowReaders {
  /** Watches a response that its connection could not send completely at once. */
  watch(response: ServerResponse, bytes: Buffer): void;
  /** Whether unsent responses occupy so much memory that further requests must be rejected. */
  isFull(): boolean;
  status(): ResponsesStatus;
  close(): void;
}

interface Reader {
  readonly beganMs: number;
  readonly responses: Set<ServerResponse>;
  /** The bytes of the connection that the system had accepted, and the time of the last change. */
  sentBytes: number;
  sinceMs: number;
  /** The bytes accepted between the last two sweeps. */
  takenBytes: number;
}

const sweepMs = 1000;
/** A client that reads fewer bytes in a second is slow. It matters only when memory is short. */
const slowBytes = 16 * 1024;
const fullAt = 4;

/**
 * Tracks the clients that read their responses more slowly than these are created. The work for such a response is complete: it
 * does not count towards `overload.concurrency` and occupies only memory, which is limited here.
 */
export function createSlowReaders({ maxBytes, idleMs }: ReaderLimits): SlowReaders {
  const readers = new Map<Socket, Reader>();
  const memory = new WaitingMemory();
  let destroyed = 0;

  function destroy(socket: Socket): void {
    destroyed += 1;
    // All its responses close and release their memory.
    socket.destroy();
  }

  function sweep(): void {
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

  /** Disconnects the slowest readers. Spares those of the last half second, whose speed is not known yet. */
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

  const timer = setInterval(sweep, sweepMs);
  timer.unref();

  return {
    watch(response, bytes) {
      // `response.socket` is null until all earlier responses have been sent.
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

/**
 * Returns the bytes that the system has accepted. Only `writeQueueSize` reports the bytes that wait in libuv; Node reads it for
 * its own timeouts.
 */
function sentBytes(socket: Socket): number {
  const handle: unknown = Reflect.get(socket, '_handle');
  const queued: unknown =
    typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'writeQueueSize') : undefined;
  return (socket.bytesWritten ?? 0) - socket.writableLength - (typeof queued === 'number' ? queued : 0);
}

/** The memory of unsent responses. Counts a cached response once, however many clients wait for it. */
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

  /** Returns the number of bytes freed. */
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
