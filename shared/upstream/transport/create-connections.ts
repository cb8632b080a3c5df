import { buildConnector, Client, type Dispatcher, H2CClient, Pool } from 'undici';
import { buildFixedLookup } from '../discovery/fixed-lookup.ts';
import type { TransportOptions } from '../upstream-options.ts';
import { readTls, type SecureConnection } from './read-tls.ts';

// Below the 5 s after which a Node server closes an idle connection, so that no call is sent into a closing one. A shorter
// time that the peer announces (`keep-alive: timeout=`) is used, less a margin.
const keepAliveMs = 4000;
const keepAliveMarginMs = 500;

// The streams that most servers allow on one HTTP/2 connection. A second connection is used when the first is lost.
const streamsPerConnection = 100;
const h2Connections = 2;

/** The connections to one origin, opened on demand. */
export interface Connections {
  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void;
  close(): Promise<void>;
}

type Limits = Pick<TransportOptions, 'connections' | 'connectTimeoutMs' | 'protocol' | 'tls'>;

const options = {
  // Each exchange has a total timeout and an idle timeout, for every protocol.
  headersTimeout: 0,
  bodyTimeout: 0,
  keepAliveTimeout: keepAliveMs,
  keepAliveMaxTimeout: keepAliveMs,
  keepAliveTimeoutThreshold: keepAliveMarginMs,
};

/** Creates connections that are opened on demand, at `address` if given. Throws `StartError` for TLS files that cannot be used. */
export function createConnections(
  origin: string,
  { connections, connectTimeoutMs: timeout, protocol, tls }: Limits,
  address?: string | undefined,
): Connections {
  const location = address === undefined ? {} : { lookup: buildFixedLookup(address) };
  const secure: SecureConnection = tls === undefined ? {} : readTls(tls);
  // No session resumption: neither name nor pins of a resumed session are checked, and a session is stored before the first
  // check.
  const connect = { ...secure, ...location, timeout, maxCachedSessions: 0 };
  const createPool = (): Pool => new Pool(origin, { ...options, connections, connect });
  if (protocol === 'http1') return ofPool(createPool());
  if (protocol === 'h2') return negotiated(origin, connect, createPool);
  const factory = (url: URL): Dispatcher =>
    new H2CClient(url, { ...options, connect: { ...location, timeout } });
  return ofPool(new Pool(origin, { connections: h2Connections, factory }));
}

function ofPool(pool: Pool): Connections {
  return {
    dispatch: (request, handler) => void pool.dispatch(request, handler),
    close: () => pool.destroy(),
  };
}

/** Uses HTTP/2 until the server negotiates HTTP/1.1. */
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
            // Calls queued on this connection are sent one at a time: a hanging call must not delay calls that were sent.
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
