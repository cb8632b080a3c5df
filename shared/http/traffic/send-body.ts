import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { SlowReaders } from './slow-readers.ts';

/** A larger body is sent in pieces of this size. */
const pieceBytes = 256 * 1024;

/** Copying so many takes the system a millisecond. */
const piecesPerTurn = 4;

/** Sends a body; others are served while a large one is sent. */
export type SendBody = (reply: FastifyReply, bytes: Buffer) => FastifyReply;

/**
 * The system copies what a socket is given until its buffers are full, megabytes for each connection, while nothing else
 * runs. So a socket is given the next piece of a large body when it has taken the one before, and all sockets together a
 * few pieces in one turn of the event loop.
 */
export function createSendBody(slowReaders: Pick<SlowReaders, 'watch'>): SendBody {
  const waiting: (() => void)[] = [];
  let isScheduled = false;

  function turn(): void {
    for (const give of waiting.splice(0, piecesPerTurn)) give();
    isScheduled = waiting.length > 0;
    if (isScheduled) setImmediate(turn);
  }

  function inPieces(bytes: Buffer): Readable {
    let start = 0;
    const stream = new Readable({
      highWaterMark: 1,
      read() {
        waiting.push(give);
        if (!isScheduled) setImmediate(turn);
        isScheduled = true;
      },
    });
    return stream;

    function give(): void {
      if (stream.destroyed) return;
      const end = start + pieceBytes;
      stream.push(start < bytes.length ? bytes.subarray(start, end) : null);
      start = end;
    }
  }

  return (reply, bytes) => {
    if (bytes.length <= pieceBytes) {
      reply.send(bytes);
      if (reply.raw.writableLength > 0 && !reply.raw.destroyed) slowReaders.watch(reply.raw, bytes);
      return reply;
    }
    reply.header('content-length', bytes.length);
    slowReaders.watch(reply.raw, bytes);
    return reply.send(inPieces(bytes));
  };
}
