import { buildConnector, Client, type Dispatcher, H2CClient, Pool } from 'undici';
import { buildFixedLookup } from '../discovery/fixed-lookup.ts';
import type { TransportOptions } from '../upstream-options.ts';
import { readTls, type SecureConnection } from './read-tls.ts';

// Below the 5 s after which a Node server closes an idle connection, so that no call is sent into a closing one. A peer
// that announces less (`keep-alive: timeout=`) is believed, and a margin kept.
const keepAliveMs = 4000;
const keepAliveMarginMs = 500;

// Of one HTTP/2 connection what most servers allow. A second one is there for when the first is lost.
const streamsPerConnection = 100;
const h2Connections = 2;

/** To one origin; opened when they are needed. */
export interface Connections {
  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void;
  close(): Promise<void>;
}

type Limits = Pick<TransportOptions, 'connections' | 'connectTimeoutMs' | 'protocol' | 'tls'>;

const options = {
  // An exchange as a whole has a timeout, and one for silence, over every protocol alike.
  headersTimeout: 0,
  bodyTimeout: 0,
  keepAliveTimeout: keepAliveMs,
  keepAliveMaxTimeout: keepAliveMs,
  keepAliveTimeoutThreshold: keepAliveMarginMs,
};

/** Opened when they are needed, at `address` where one is given. Throws `StartError` for TLS files that cannot be used. */
export function createConnections(
  origin: string,
  { connections, connectTimeoutMs: timeout, protocol, tls }: Limits,
  address?: string | undefined,
): Connections {
  const place = address === undefined ? {} : { lookup: buildFixedLookup(address) };
  const secure: SecureConnection = tls === undefined ? {} : readTls(tls);
  // A resumed session is not checked again, neither its name nor its pins, and is kept before the first was checked.
  const connect = { ...secure, ...place, timeout, maxCachedSessions: 0 };
  const createPool = (): Pool => new Pool(origin, { ...options, connections, connect });
  if (protocol === 'http1') return ofPool(createPool());
  if (protocol === 'h2') return negotiated(origin, connect, createPool);
  const factory = (url: URL): Dispatcher =>
    new H2CClient(url, { ...options, connect: { ...place, timeout } });
  return ofPool(new Pool(origin, { connections: h2Connections, factory }));
}

function ofPool(pool: Pool): Connections {
  return {
    dispatch: (request, handler) => void pool.dispatch(request, handler),
    close: () => pool.destroy(),
  };
}

/** HTTP/2 until the server turns out not to offer it. */
function negotiated(
  origin: string,
  connect: SecureConnection & { readonly timeout: number; readonly maxCachedSessions: number },
  createHttp1Pool: () => Pool,
): Connections {
  const negotiate = buildConnector({ ...connect, allowH2: true });
  const first = new Pool(origin, { connections: h2Connections, factory });
  let http1: Pool | undefined;

  function factory(url: URL): Dispatcher {
    const client: Client = new Client(url, {
      ...options,
      allowH2: true,
      pipelining: streamsPerConnection,
      connect: (target, callback) =>
        negotiate(target, (...result) => {
          const [, socket] = result;
          if (socket !== null && !('alpnProtocol' in socket && socket.alpnProtocol === 'h2')) {
            // Calls that wait for this connection go one after another: one that hangs must not hold up what was sent.
            client.pipelining = 1;
            http1 ??= createHttp1Pool();
          }
          callback(...result);
        }),
    });
    return client;
  }

  return {
    dispatch: (request, handler) => void (http1 ?? first).dispatch(request, handler),
    async close() {
      await Promise.all([first.destroy(), http1?.destroy()]);
    },
  };
}
