import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { upstreamFailed } from '../../../shared/core/channels.ts';
import { FrontageError } from '../../../shared/core/errors.ts';
import { StartError } from '../../../shared/core/start-error.ts';
import type { TlsOptions, TransportOptions } from '../../../shared/upstream/upstream-options.ts';
import {
  type Authority,
  certificateAuthority,
  type Identity,
  withoutOpenssl,
} from '../../support/certificates.ts';
import { requestContext } from '../../support/request-context.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';
import { upstreamOptions, upstreamsOf } from '../../support/upstream-options.ts';

// No deduplication and no retries.
const alone = { retry: { attempts: 0 }, deduplicate: { enabled: false } };

type Tls = Omit<TlsOptions, 'setting'>;

interface Outcome {
  readonly data?: unknown;
  readonly code?: string;
  readonly cause?: string;
}

async function listen(context: TestContext, server: Server): Promise<string> {
  const sockets = new Set<TLSSocket>();
  server.on('secureConnection', (socket: TLSSocket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

/** Responds with the name of the client's certificate. */
function httpsUpstream(context: TestContext, options: ServerOptions): Promise<string> {
  const server = createServer(options, ({ socket }, response) => {
    const { subject } = (socket as TLSSocket).getPeerCertificate();
    response.end(JSON.stringify({ data: { client: subject?.CN ?? null } }));
  });
  return listen(context, server);
}

function upstreamsAt(context: TestContext, url: string, transport: Partial<TransportOptions>) {
  const upstreams = upstreamsOf({
    subgraphs: [upstreamOptions('a', url, { transport, ...alone })],
    sources: [],
    subjectHeader: undefined,
  });
  context.after(() => upstreams.close());
  return upstreams;
}

async function call(context: TestContext, url: string, tls?: Tls): Promise<Outcome> {
  const setting = 'upstreams.subgraphs.a.tls';
  const upstreams = upstreamsAt(context, url, tls === undefined ? {} : { tls: { ...tls, setting } });
  const causes: unknown[] = [];
  const unsubscribe = upstreamFailed.subscribe(({ cause }) => causes.push(cause));
  try {
    const { data } = await upstreams.fetchSubgraph('a', { query: '{ client }' }, requestContext());
    return { data };
  } catch (error) {
    if (!(error instanceof FrontageError)) throw error;
    const [cause] = causes;
    return { code: error.code, cause: cause instanceof Error ? cause.message : String(cause) };
  } finally {
    unsubscribe();
  }
}

describe('a call over TLS', { skip: withoutOpenssl }, () => {
  let authority: Authority;
  let stranger: Authority;
  let server: Identity;
  let client: Identity;
  const directory = mkdtempSync(join(tmpdir(), 'frontage-test-'));
  after(() => rmSync(directory, { recursive: true }));
  before(() => {
    authority = certificateAuthority(directory, 'authority');
    stranger = certificateAuthority(directory, 'stranger');
    server = authority.issue('server');
    client = authority.issue('client');
  });
  const served = (): ServerOptions => ({ cert: server.certificate, key: server.key });
  const trusted = (): Tls => ({ ca: authority.certificateFile });

  it('reaches a server whose certificate the configured authority issued', async (context) => {
    const url = await httpsUpstream(context, served());
    assert.deepEqual(await call(context, url, trusted()), { data: { client: null } });
  });

  it('never reaches a server with an unknown issuer, even after repeated calls', async (context) => {
    const url = await httpsUpstream(context, served());
    for (const tls of [undefined, { ca: stranger.certificateFile }]) {
      const upstreams = upstreamsAt(context, url, {
        tls: tls && { ...tls, setting: 'upstreams.all.tls' },
      });
      for (let count = 0; count < 3; count += 1) {
        const call = upstreams.fetchSubgraph('a', { query: '{ client }' }, requestContext());
        await assert.rejects(call, { code: 'SUBGRAPH_UNAVAILABLE' });
      }
    }
  });

  it('sends its own certificate when the server requests one', async (context) => {
    const mutual = { ...served(), ca: authority.certificate, requestCert: true, rejectUnauthorized: true };
    const url = await httpsUpstream(context, mutual);
    const own = { certificate: client.certificateFile, key: client.keyFile };
    assert.deepEqual(await call(context, url, { ...trusted(), ...own }), { data: { client: 'client' } });
    assert.equal((await call(context, url, trusted())).code, 'SUBGRAPH_UNAVAILABLE');
  });

  it('reaches a server that has the configured name', async (context) => {
    const url = await httpsUpstream(context, served());
    const named = { ...trusted(), serverName: 'localhost' };
    assert.deepEqual((await call(context, url, named)).data, { client: null });
    const misnamed = await call(context, url, { ...trusted(), serverName: 'other.test' });
    assert.equal(misnamed.code, 'SUBGRAPH_UNAVAILABLE');
    assert.match(misnamed.cause ?? '', /other\.test/);
  });

  it('reaches a server with a pinned key of itself or its issuer, and otherwise logs the reason', async (context) => {
    const url = await httpsUpstream(context, served());
    for (const { pin } of [server, authority]) {
      const pins = [stranger.pin, pin];
      assert.deepEqual((await call(context, url, { ...trusted(), pins })).data, { client: null });
    }
    const unpinned = await call(context, url, { ...trusted(), pins: [stranger.pin] });
    assert.deepEqual(unpinned, {
      code: 'SUBGRAPH_UNAVAILABLE',
      cause: 'the certificate has none of the pinned keys',
    });
  });

  it('does not reach a server that only sends the pinned certificate along', async (context) => {
    const cert = `${server.certificate}${stranger.certificate}`;
    const url = await httpsUpstream(context, { ...served(), cert });
    const { code } = await call(context, url, { ...trusted(), pins: [stranger.pin] });
    assert.equal(code, 'SUBGRAPH_UNAVAILABLE');
  });

  it('refuses files that are missing, invalid or do not match', (context) => {
    const directory = temporaryFiles(context, { 'broken.pem': 'nonsense' });
    const own = { certificate: client.certificateFile, key: client.keyFile };
    const wrong: [Tls, RegExp][] = [
      [{ ca: '/nowhere/ca.pem' }, /ca\.pem: upstreams\.a\.tls\.ca: the file does not exist/],
      [
        { ca: `${directory}/broken.pem` },
        /upstreams\.a\.tls\.ca: the file is not valid PEM of the required kind/,
      ],
      [
        { ...own, key: `${directory}/broken.pem` },
        /upstreams\.a\.tls\.key: the file is not valid PEM of the required kind/,
      ],
      [
        { ...own, key: server.keyFile },
        /upstreams\.a\.tls\.key: this key does not belong to the certificate/,
      ],
      [{ certificate: client.certificateFile }, /upstreams\.a\.tls\.key: this setting is required/],
      [{ key: client.keyFile }, /upstreams\.a\.tls\.certificate: this setting is required/],
    ];
    for (const [tls, message] of wrong) {
      const transport = { tls: { ...tls, setting: 'upstreams.a.tls' } };
      assert.throws(
        () => upstreamsAt(context, 'https://127.0.0.1:1', transport),
        (error) => error instanceof StartError && message.test(error.message),
        String(message),
      );
    }
  });

  it('shares an HTTP/2 connection if the server offers it', async (context) => {
    let connections = 0;
    const held: (() => void)[] = [];
    const http2 = createSecureServer({ ...served(), allowHTTP1: true }, (request, response) => {
      held.push(() => response.end(`{"data":{"version":"${request.httpVersion}"}}`));
      if (held.length === 10) for (const respond of held) respond();
    });
    http2.on('secureConnection', () => (connections += 1));
    const url = await listen(context, http2);
    const tls = { ...trusted(), setting: 'upstreams.all.tls' };
    const upstreams = upstreamsAt(context, url, { tls, protocol: 'h2' });
    const calls = Array.from({ length: 10 }, () =>
      upstreams.fetchSubgraph('a', { query: '{ version }' }, requestContext()),
    );
    for (const { data } of await Promise.all(calls)) assert.deepEqual(data, { version: '2.0' });
    assert.ok(connections <= 2, `${connections} connections`);
  });

  it('falls back to HTTP/1.1, one call at a time on each connection', async (context) => {
    let inFlight = 0;
    const perSocket = new Map<unknown, number>();
    const http1 = createServer(served(), (request, response) => {
      inFlight += 1;
      const { socket } = request;
      perSocket.set(socket, (perSocket.get(socket) ?? 0) + 1);
      setImmediate(() => {
        perSocket.set(socket, (perSocket.get(socket) ?? 0) - 1);
        response.end(`{"data":{"version":"${request.httpVersion}"}}`);
      });
      assert.equal(perSocket.get(socket), 1);
    });
    const url = await listen(context, http1);
    const tls = { ...trusted(), setting: 'upstreams.all.tls' };
    const upstreams = upstreamsAt(context, url, { tls, protocol: 'h2' });
    for (let round = 0; round < 2; round += 1) {
      const calls = Array.from({ length: 5 }, () =>
        upstreams.fetchSubgraph('a', { query: '{ version }' }, requestContext()),
      );
      for (const { data } of await Promise.all(calls)) assert.deepEqual(data, { version: '1.1' });
    }
    assert.equal(inFlight, 10);
  });
});
