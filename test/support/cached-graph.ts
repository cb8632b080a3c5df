import { writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { buildSchema, graphql, parse } from 'graphql';
import { buildIdentityProvider } from '../../demo/identity-provider.ts';
import { createFaultyServer } from '../../demo/server/faulty-server.ts';
import { type Bff, loadSettings } from '../../shared/index.ts';
import { httpUpstream } from './http-upstream.ts';
import { identityToken } from './identity-token.ts';
import { type HttpResponse, sendHttp } from './send-http.ts';
import { valueAt } from './send-query.ts';
import { startBff } from './start-bff.ts';
import { temporaryFiles } from './temporary-files.ts';

/** The responses of a subgraph; a test can change them at any time. */
export interface Behaviour {
  headers: OutgoingHttpHeaders;
  /** With this status it responds without data. */
  status: number;
  /** By the names of root fields. */
  fields: Record<string, (args: never, headers: IncomingHttpHeaders) => unknown>;
}

export interface CachedGraph {
  readonly bff: Bff;
  readonly one: Behaviour;
  readonly two: Behaviour;
  /** Requests to both subgraphs. */
  calls(): number;
  get(query: string, options?: GetOptions): Promise<HttpResponse>;
  post(query: string, headers?: OutgoingHttpHeaders): Promise<HttpResponse>;
  /** Rewrites the settings file and has it reloaded. */
  reload(settings: object): Promise<void>;
  token(user: string): Promise<string>;
}

export interface GetOptions {
  readonly variables?: object;
  readonly headers?: OutgoingHttpHeaders;
}

const typeDefs = {
  one: 'type Query { one(n: Int, of: Numbers): String who: String text(length: Int!): String } input Numbers { a: Int b: Int } type Mutation { change: String }',
  two: 'type Query { two: String }',
};

/**
 * A graph of two subgraphs whose responses tests choose, served with these settings; tokens are accepted with
 * `hasUsers`.
 */
export async function cachedGraph(
  context: TestContext,
  settings: object,
  hasUsers = false,
): Promise<CachedGraph> {
  let calls = 0;
  const one: Behaviour = {
    headers: {},
    status: 200,
    fields: {
      one: ({ n, of }: { n?: number; of?: object }) =>
        `one ${n} ${of === undefined ? '' : JSON.stringify(of)}`,
      text: ({ length }: { length: number }) => 'text '.repeat(length / 5),
      who: (_args, headers) => String(headers['x-auth-subject'] ?? 'nobody'),
      change: () => 'changed',
    },
  };
  const two: Behaviour = { headers: {}, status: 200, fields: { two: () => 'two' } };
  const serve = (sdl: string, behaviour: Behaviour): Promise<string> => {
    const schema = buildSchema(sdl);
    return httpUpstream(context, async (request, response) => {
      calls += 1;
      const body = await json(request);
      const rootValue = Object.fromEntries(
        Object.entries(behaviour.fields).map(([name, field]) => [
          name,
          (args: never) => field(args, request.headers),
        ]),
      );
      const variableValues = valueAt(body, 'variables');
      const result = await graphql({
        schema,
        source: String(valueAt(body, 'query')),
        rootValue,
        variableValues: typeof variableValues === 'object' ? { ...variableValues } : {},
      });
      const { status, headers } = behaviour;
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(status === 200 ? JSON.stringify(result) : 'no');
    });
  };
  const services = [
    { name: 'one', url: await serve(typeDefs.one, one), typeDefs: parse(typeDefs.one) },
    { name: 'two', url: await serve(typeDefs.two, two), typeDefs: parse(typeDefs.two) },
  ];
  const { supergraphSdl = '' } = composeServices(services);
  const identity = hasUsers ? await createFaultyServer(0, await buildIdentityProvider()) : undefined;
  if (identity) context.after(() => identity.close());
  const provider = `http://127.0.0.1:${identity?.port}`;
  const jwt = { issuer: provider, jwksUrl: `${provider}/.well-known/jwks.json`, audience: 'harbour' };
  const text = (own: object): string =>
    JSON.stringify({
      supergraph: './graph.graphql',
      listen: { port: 0 },
      logs: { level: 'silent' },
      reload: { watch: false },
      upstreams: {
        all: { retry: { attempts: 0 }, breaker: { enabled: false }, deduplicate: { enabled: false } },
      },
      ...(hasUsers && { authentication: { jwt } }),
      ...own,
    });
  const directory = temporaryFiles(context, { 'graph.graphql': supergraphSdl, 'bff.yaml': text(settings) });
  const file = join(directory, 'bff.yaml');
  const read = () => ({ settings: loadSettings(file), files: [] });
  const bff = await startBff(loadSettings(file), { source: { file, read } });
  context.after(() => bff.close());
  const url = `${bff.url}/graphql`;
  return {
    bff,
    one,
    two,
    calls: () => calls,
    get(query, { variables, headers = {} } = {}) {
      const search = new URLSearchParams({
        query,
        ...(variables && { variables: JSON.stringify(variables) }),
      });
      return sendHttp(`${url}?${search}`, { headers: { 'apollo-require-preflight': '1', ...headers } });
    },
    post: (query, headers = {}) =>
      sendHttp(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      }),
    async reload(changed) {
      writeFileSync(file, text(changed));
      await bff.reload();
    },
    token: (user) => identityToken(provider, { user }),
  };
}
