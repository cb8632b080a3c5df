import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { lifecycle } from '../core/channels.ts';

/** The shutdown of a server that accepts requests. */
export interface Drain {
  readonly hasBegun: boolean;
  /** Returns the number of requests whose head has been read and whose response has not been sent. */
  inFlight(): number;
  /** Closes the connection after every response from now on. Resolves after `delayMs`. */
  begin(delayMs: number): Promise<void>;
  /**
   * Waits until the server, which no longer accepts connections, has completed the requests in flight and closed. Destroys the
   * remaining connections after `graceMs`.
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
      // Connections that never sent a request do not count as idle. Do not wait for them.
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
