import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface QueuedResponses {
  /** Responses on the connection of this request that wait for an earlier one to be sent. */
  before(request: IncomingMessage): number;
}

/**
 * Closes the responses that wait for earlier ones when their connection closes. Node emits `close` only on the response that the
 * connection has at the time: of those behind it (pipelining), nobody would hear that their client has gone.
 */
export function closeQueuedResponses(server: Server): QueuedResponses {
  const queues = new WeakMap<Socket, Set<ServerResponse>>();
  server.prependListener('request', ({ socket }, response) => {
    // The first one has its connection already.
    if (response.socket !== null) return;
    let queue = queues.get(socket);
    if (queue === undefined) {
      const waiting = new Set<ServerResponse>();
      queue = waiting;
      queues.set(socket, waiting);
      socket.once('close', () => closeAll(waiting));
    }
    queue.add(response);
    response.once('close', () => queue.delete(response));
  });
  return { before: ({ socket }) => queues.get(socket)?.size ?? 0 };
}

function closeAll(queue: ReadonlySet<ServerResponse>): void {
  for (const response of [...queue]) {
    if (response.socket !== null || response.writableFinished) continue;
    response.destroy();
    response.emit('close');
  }
}
