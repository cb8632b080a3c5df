import { createConnection } from 'node:net';
import type { EndpointOptions, UpstreamOptions } from '../upstream-options.ts';
import { checkHealth } from './health-checks.ts';
import type { Member } from './pool-member.ts';

/** Whether the upstream has been reached since startup. A process may wait for that before it is ready. */
export interface Reachability {
  readonly isReached: boolean;
  /** Records that an endpoint responded. */
  note(): void;
  /**
   * Checks up to ten endpoints at once: by the health check if there is one, otherwise by opening a connection. Sets
   * `isReached`. Never rejects.
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
