import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionsStatus } from '../../core/status.ts';
import { networkOf } from './network-of.ts';

export interface ConnectionLimits {
  /** Further connections are closed when they arrive. */
  readonly max: number;
  /** The limit for one client address, or one /64 of IPv6. Undefined: no limit. */
  readonly perAddress: number | undefined;
}

export interface Connections {
  status(): ConnectionsStatus;
}

/** Limits the client connections of a server. */
export function limitConnections(server: Server, { max, perAddress }: ConnectionLimits): Connections {
  let open = 0;
  let dropped = 0;
  const byNetwork = new Map<string, number>();
  server.maxConnections = max;
  server.on('drop', () => {
    dropped += 1;
  });
  server.on('connection', (socket) => {
    open += 1;
    socket.once('close', () => {
      open -= 1;
    });
    if (perAddress !== undefined) count(socket, perAddress);
  });

  function count(socket: Socket, allowed: number): void {
    const network = networkOf(socket.remoteAddress ?? '');
    const others = byNetwork.get(network) ?? 0;
    if (others >= allowed) {
      dropped += 1;
      socket.destroy();
      return;
    }
    byNetwork.set(network, others + 1);
    socket.once('close', () => {
      const left = (byNetwork.get(network) ?? 1) - 1;
      if (left === 0) byNetwork.delete(network);
      else byNetwork.set(network, left);
    });
  }

  return { status: () => ({ open, dropped }) };
}
