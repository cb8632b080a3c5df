import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { SlowReaders } from './slow-readers.ts';

/** Larger bodies are sent in chunks of this size. */
const chunkBytes = 256 * 1024;

/** The system copies this many chunks in about a millisecond. */
const chunksPerTurn = 4;

/** Sends a body. Other requests are served while a large body is sent. */
export type SendBody = (reply: FastifyReply, bytes: Buffer) => FastifyReply;

/**
 * A write blocks the event loop while the system copies bytes until the socket's buffers are full, megabytes for each
 * connection. Therefore a socket receives the next chunk of a large body when it has accepted the previous one, and all sockets
 * together receive a few chunks in one turn of the event loop.
 */
export function createSendBody(slowReaders: Pick<SlowReaders, 'watch'>): SendBody {
  const waiting: (() => void)[] = [];
  let isScheduled = false;

  function turn(): void {
    for (const push of waiting.splice(0, chunksPerTurn)) push();
    isScheduled = waiting.length > 0;
    if (isScheduled) setImmediate(turn);
  }

  function inChunks(bytes: Buffer): Readable {
    let start = 0;
    const stream = new Readable({
      highWaterMark: 1,
      read() {
        waiting.push(push);
        if (!isScheduled) setImmediate(turn);
        isScheduled = true;
      },
    });
    return stream;

    function push(): void {
      if (stream.destroyed) return;
      const end = start + chunkBytes;
      stream.push(start < bytes.length ? bytes.subarray(start, end) : null);
      start = end;
    }
  }

  return (reply, bytes) => {
    if (bytes.length <= chunkBytes) {
      reply.send(bytes);
      if (reply.raw.writableLength > 0 && !reply.raw.destroyed) slowReaders.watch(reply.raw, bytes);
      return reply;
    }
    reply.header('content-length', bytes.length);
    slowReaders.watch(reply.raw, bytes);
    return reply.send(inChunks(bytes));
  };
}
