import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { listeningUrl, startFrontage } from './frontage-process.ts';
import { httpUpstream } from './http-upstream.ts';
import { type GraphqlResponse, sendQuery, valueAt } from './send-query.ts';
import { temporaryFiles } from './temporary-files.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])';
const steadySdl = `${link} type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! name: String }`;
const faultySdl = `${link} type Query { offer(n: Int): Int } type Mutation { buy: Int } type Thing @key(fields: "id") { id: ID! price: Int }`;

/** The reaction of an upstream to a request. Its connection is `request.socket`. */
export type Behaviour = RequestListener;

export interface FaultyUpstream {
  readonly url: string;
  /** Requests that arrived completely, so that an upstream would have started to execute them. */
  readonly requests: { readonly query: string; readonly atMs: number }[];
  /** Connections that were accepted. */
  readonly connections: Socket[];
  behave(behaviour: Behaviour): void;
  /** Undefined ends the fault. */
  onConnection(listener: ((socket: Socket) => void) | undefined): void;
  /** The effect of `kill -9`: nothing listens any more, and open connections are reset. */
  kill(): Promise<void>;
  /** Listens again on the same port. */
  restart(): Promise<void>;
}

/**
 * A graph of two subgraphs behind `frontage serve`: `thing` and its name come from one, all other fields from the
 * other.
 */
export interface FaultyGraph {
  readonly url: string;
  readonly faulty: FaultyUpstream;
  sendQuery(query: string): Promise<GraphqlResponse>;
}

/** Responds to any operation, with 1. */
export const healthy: Behaviour = async (request, response) => {
  const query = String(valueAt(await json(request), 'query'));
  const names = query.match(/\b(?:offer|buy)\b/g) ?? [];
  const data = query.includes('_entities')
    ? { _entities: [{ __typename: 'Thing', price: 1 }] }
    : Object.fromEntries(names.map((name) => [name, 1]));
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
};

/** Upstream text that must not leak to clients. */
export const secretText = 'canary of the upstream';

export const unavailable: Behaviour = (request, response) => {
  request.resume();
  response.writeHead(503, { 'content-type': 'text/html' }).end(`<p>${secretText}</p>`);
};

/**
 * `upstreams`: settings of the faulty one. Requests share nothing, and none is refused, so that calls can be counted.
 */
export async function startFaultyGraph(
  context: TestContext,
  upstream: Readonly<Record<string, unknown>> = {},
  settings: Readonly<Record<string, unknown>> = {},
): Promise<FaultyGraph> {
  const faulty = await startFaultyUpstream(context);
  const steady = await httpUpstream(context, (request, response) => {
    request.resume();
    response
      .setHeader('content-type', 'application/json')
      .end('{"data":{"thing":{"__typename":"Thing","id":"1","name":"n"}}}');
  });
  const { supergraphSdl = '' } = composeServices([
    { name: 'steady', url: steady, typeDefs: parse(steadySdl) },
    { name: 'faulty', url: faulty.url, typeDefs: parse(faultySdl) },
  ]);
  const many = { max: 10_000, min: 10_000, initial: 10_000, adaptive: false };
  const directory = temporaryFiles(context, {
    'graph.graphql': supergraphSdl,
    'bff.yaml': JSON.stringify({
      supergraph: './graph.graphql',
      listen: { port: 0 },
      overload: { concurrency: many, eventLoopDelay: '10s' },
      // A busy machine must not fail the test.
      requestDeadline: '60s',
      upstreams: {
        all: {
          timeout: '50s',
          connectTimeout: '30s',
          idleTimeout: '30s',
          deduplicate: { enabled: false },
          concurrency: many,
        },
        subgraphs: { faulty: upstream },
      },
      ...settings,
    }),
  });
  const frontage = startFrontage(context, ['serve', '--config', join(directory, 'bff.yaml')]);
  const url = await listeningUrl(frontage);
  return { url, faulty, sendQuery: (query) => sendQuery(url, query) };
}

async function startFaultyUpstream(context: TestContext): Promise<FaultyUpstream> {
  let behave = healthy;
  let onConnection: ((socket: Socket) => void) | undefined;
  const requests: { query: string; atMs: number }[] = [];
  const connections: Socket[] = [];
  const listener: RequestListener = (request, response) => {
    const seen = { query: '', atMs: performance.now() };
    request.on('data', (chunk) => (seen.query += String(chunk)));
    request.on('end', () => requests.push(seen));
    behave(request, response);
  };
  const listen = async (port: number): Promise<Server> => {
    const server = createServer(listener);
    server.on('connection', (socket) => {
      connections.push(socket);
      onConnection?.(socket);
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return server;
  };
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const kill = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of connections) if (!socket.destroyed) socket.resetAndDestroy();
    await closed;
  };
  context.after(kill);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    connections,
    behave: (behaviour) => (behave = behaviour),
    onConnection: (listener) => (onConnection = listener),
    kill,
    async restart() {
      server = await listen(port);
    },
  };
}

/** Sends this many requests, this many at once; returns the responses. */
export async function sendQueries(
  graph: FaultyGraph,
  query: string,
  count: number,
  atOnce: number,
): Promise<GraphqlResponse[]> {
  const responses: GraphqlResponse[] = [];
  let left = count;
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      responses.push(await graph.sendQuery(query));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  return responses;
}

/** Sends requests until the breaker rejects calls, or until a response is complete. */
export async function untilBreaker(
  graph: FaultyGraph,
  query: string,
  state: 'open' | 'closed',
): Promise<void> {
  const endMs = performance.now() + 30_000;
  while (performance.now() < endMs) {
    const { codes } = await graph.sendQuery(query);
    if (state === 'open' ? codes.includes('SUBGRAPH_CIRCUIT_OPEN') : codes.length === 0) return;
  }
  throw new Error(`the breaker was not ${state} within 30 s`);
}
