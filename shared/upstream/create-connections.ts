import { buildConnector, Client, H2CClient, Pool } from 'undici';
import { buildFixedLookup } from './fixed-lookup.ts';
import { readTls, type SecureConnection } from './read-tls.ts';
import type { TransportOptions } from './upstream-options.ts';

// Below the 5 s after which a Node server closes an idle connection, so that no call is sent into a closing one. A peer
// that announces less (`keep-alive: timeout=`) is believed, and a margin kept.
const keepAliveMs = 4000;
const keepAliveMarginMs = 500;

// What most servers allow on one HTTP/2 connection.
const streamsPerConnection = 100;

type Limits = Pick<TransportOptions, 'connections' | 'connectTimeoutMs' | 'protocol' | 'tls'>;

/**
 * The connections to one origin, opened when they are needed, at `address` where one is given. Throws `StartError` for TLS files that cannot be used.
 */
export function createConnections(
  origin: string,
  { connections, connectTimeoutMs, protocol, tls }: Limits,
  address?: string | undefined,
): Pool {
  const place = address === undefined ? {} : { lookup: buildFixedLookup(address) };
  const secure: SecureConnection = tls === undefined ? {} : readTls(tls);
  const connect = {
    ...secure,
    ...place,
    timeout: connectTimeoutMs,
    // A resumed session is not checked again, neither its name nor its pins, and is kept before the first was checked.
    maxCachedSessions: 0,
  };
  const options = {
    // An exchange as a whole has a timeout, and one for silence, over every protocol alike.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    keepAliveTimeoutThreshold: keepAliveMarginMs,
  };
  if (protocol === 'http1') return new Pool(origin, { ...options, connections, connect });
  if (protocol === 'h2c')
    return new Pool(origin, {
      connections,
      factory: (url) => new H2CClient(url, { ...options, connect: { ...place, timeout: connectTimeoutMs } }),
    });
  const negotiate = buildConnector({ ...connect, allowH2: true });
  let streams = streamsPerConnection;
  return new Pool(origin, {
    connections,
    factory: (url) => {
      const client: Client = new Client(url, {
        ...options,
        allowH2: true,
        pipelining: streams,
        connect: (target, callback) =>
          negotiate(target, (...result) => {
            const [, socket] = result;
            if (socket !== null) {
              const isH2 = 'alpnProtocol' in socket && socket.alpnProtocol === 'h2';
              // Over HTTP/1.1 they would be pipelined: one that hangs would hold up the others.
              streams = isH2 ? streamsPerConnection : 1;
              client.pipelining = streams;
            }
            callback(...result);
          }),
      });
      return client;
    },
  });
}
