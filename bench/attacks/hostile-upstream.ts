import { createServer, type ServerResponse } from 'node:http';

/** A subgraph that responds to legitimate requests after 20 ms, and to those for `hostile` with the given body. */
export interface HostileUpstream {
  readonly url: string;
  /** The body of the next responses to operations that select `hostile`; undefined: the connection is reset. */
  setResponse(body: Buffer | undefined): void;
  close(): Promise<void>;
}

const latencyMs = 20;
const ordinary = Buffer.from('{"data":{"text":"ordinary"}}');
const keySet = Buffer.from('{"keys":[]}');

/** Also the identity provider, at `/jwks`, which never has a key. */
export async function startHostileUpstream(): Promise<HostileUpstream> {
  let hostile: Buffer | undefined = ordinary;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/jwks') send(response, keySet);
      else if (!Buffer.concat(chunks).includes('hostile')) setTimeout(send, latencyMs, response, ordinary);
      else if (hostile === undefined) response.destroy();
      else send(response, hostile);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the upstream has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    setResponse(body) {
      hostile = body;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, body: Buffer): void {
  response.setHeader('content-type', 'application/json');
  response.setHeader('cache-control', 'max-age=60');
  response.end(body);
}
