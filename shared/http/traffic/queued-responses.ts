import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface QueuedResponses {
  /** Returns the number of responses on the connection of this request that wait for an earlier one. */
  before(request: IncomingMessage): number;
}

/**
 * Closes queued responses (pipelining) when their connection closes. Node emits `close` only on the current response of the
 * connection, so that handlers of queued responses would not notice that their client has disconnected.
 */
export function closeQueuedResponses(server: Server): QueuedResponses {
  const queues = new WeakMap<Socket, Set<ServerResponse>>();
  server.prependListener('request', ({ socket }, response) => {
    // The first response has its connection already.
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
