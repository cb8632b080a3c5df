import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';

/** Upstreams of every kind at one address, so that a start is measured without any. */
export interface SilentEstate {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a key set to GET requests, and an empty result to every call of a subgraph or a source. */
export async function createSilentEstate(): Promise<SilentEstate> {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: '1', alg: 'ES256' }] });
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    response.end(request.method === 'GET' ? keys : '{"data":null}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
