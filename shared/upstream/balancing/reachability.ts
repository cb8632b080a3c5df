import { createConnection } from 'node:net';
import type { EndpointOptions, UpstreamOptions } from '../upstream-options.ts';
import { checkHealth } from './health-checks.ts';
import type { Member } from './pool-member.ts';

/** Whether an upstream was there once since the start: a process may wait for that before it says that it is ready. */
export interface Reachability {
  readonly isReached: boolean;
  /** An endpoint answered. */
  note(): void;
  /**
   * Asks up to ten of the endpoints at once: by the health check where there is one, else by opening a connection. Never
   * rejects; `isReached` tells what came of it.
   */
  probe(): Promise<void>;
  close(): void;
}

const maxProbes = 10;

export function createReachability(
  { healthCheck, transport }: Pick<UpstreamOptions, 'healthCheck' | 'transport'>,
  members: () => readonly Member[],
): Reachability {
  const { path, timeoutMs } = healthCheck;
  const closing = new AbortController();
  let isReached = false;

  async function reaches(member: Member): Promise<boolean> {
    if (path !== undefined) return checkHealth(member, { path, timeoutMs });
    return connects(member.options, transport.connectTimeoutMs, closing.signal);
  }

  return {
    get isReached() {
      return isReached;
    },
    note() {
      isReached = true;
    },
    async probe() {
      if (isReached) return;
      const first = members().slice(0, maxProbes);
      await Promise.all(
        first.map(async (member) => {
          if (await reaches(member)) isReached = true;
        }),
      );
    },
    close: () => closing.abort(),
  };
}

function connects(
  { url, address }: EndpointOptions,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const { protocol, hostname, port } = new URL(url);
  const host = address ?? hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve) => {
    const socket = createConnection({
      host,
      port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
      timeout: timeoutMs,
      signal,
    });
    const end = (isConnected: boolean) => (): void => {
      socket.destroy();
      resolve(isConnected);
    };
    socket.on('connect', end(true)).on('timeout', end(false)).on('error', end(false));
  });
}
