import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { lifecycle } from '../core/channels.ts';

/** How a server that takes requests comes to take none. */
export interface Drain {
  readonly hasBegun: boolean;
  /** Requests whose head has been read and whose answer has not been sent. */
  inFlight(): number;
  /** From now on every answer ends its connection. Resolves after `delayMs`. */
  begin(delayMs: number): Promise<void>;
  /**
   * Waits for what is in flight, after the server has been told to take no new connections and until it has closed.
   * Destroys the connections that are left when `graceMs` have passed.
   */
  finish(graceMs: number, closed: Promise<void>): Promise<void>;
}

const silenceMs = 250;

export function createDrain(server: Server): Drain {
  let hasBegun = false;
  let inFlight = 0;
  server.on('request', (_request, response) => {
    inFlight += 1;
    response.once('close', () => {
      inFlight -= 1;
    });
  });

  function destroy(): void {
    if (inFlight > 0) lifecycle.publish({ event: 'connections destroyed', detail: { requests: inFlight } });
    server.closeAllConnections();
  }

  return {
    get hasBegun() {
      return hasBegun;
    },
    inFlight: () => inFlight,
    async begin(delayMs) {
      hasBegun = true;
      if (delayMs > 0) await delay(delayMs);
    },
    async finish(graceMs, closed) {
      const grace = setTimeout(destroy, graceMs);
      // Connections on which no request ever came, which do not count as idle, are not waited for.
      let wasSilent = false;
      const silence = setInterval(() => {
        if (inFlight === 0 && wasSilent) server.closeAllConnections();
        wasSilent = inFlight === 0;
      }, silenceMs);
      await closed;
      clearTimeout(grace);
      clearInterval(silence);
    },
  };
}
