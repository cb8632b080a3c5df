import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { type Bff, loadSettings } from '../../shared/index.ts';
import { httpUpstream } from './http-upstream.ts';
import { sendHttp } from './send-http.ts';
import { listAt, valueAt } from './send-query.ts';
import { startBff } from './start-bff.ts';
import { temporaryFiles } from './temporary-files.ts';

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A manifest in Apollo's format; ids are hashes unless given. */
export function apolloManifest(bodies: Readonly<Record<string, string>>, ids: Record<string, string> = {}) {
  const operations = Object.entries(bodies).map(([name, body]) => ({
    id: ids[name] ?? sha256(body),
    name,
    type: body.startsWith('mutation') ? 'mutation' : 'query',
    body,
  }));
  return JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations });
}

export interface DocumentsResponse {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: unknown;
  readonly codes: readonly unknown[];
}

export interface DocumentsServed {
  readonly bff: Bff;
  /** The number of upstream calls. */
  calls(): number;
  write(name: string, text: string): void;
  get(target: string, headers?: Readonly<Record<string, string>>): Promise<DocumentsResponse>;
  post(body: unknown, headers?: Readonly<Record<string, string>>): Promise<DocumentsResponse>;
}

export interface DocumentsOptions {
  readonly files: Readonly<Record<string, string>>;
  /** YAML. */
  readonly settings: string;
}

/** Two versions of an app in the field, and the documents of its next one. */
export const documents = {
  kept: 'query Kept { kept }',
  twice: 'query Twice($n: Int) { twice(n: $n) }',
  old: 'query Old { k: kept }',
  change: 'mutation Change { change }',
};

/** A graph of `kept`, `twice(n:)` and a mutation `change`, served in this process. */
export async function serveDocuments(
  context: TestContext,
  { files, settings }: DocumentsOptions,
): Promise<DocumentsServed> {
  let calls = 0;
  const url = await httpUpstream(context, async (request, response) => {
    const body = await json(request);
    calls += 1;
    const fields = String(valueAt(body, 'query')).matchAll(/(?:\b(\w+): ?)?\b(kept|twice|change)\b/g);
    const n = Number(Object.values(Object(valueAt(body, 'variables') ?? {}))[0] ?? 0);
    const data = Object.fromEntries(
      Array.from(fields, ([, alias, name = '']) => [alias ?? name, name === 'twice' ? 2 * n : 1]),
    );
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
  });
  const typeDefs = parse('type Query { kept: Int twice(n: Int): Int } type Mutation { change: Int }');
  const { supergraphSdl = '' } = composeServices([{ name: 'only', url, typeDefs }]);
  const directory = temporaryFiles(context, {
    'graph.graphql': supergraphSdl,
    'bff.yaml': `supergraph: ./graph.graphql\nlisten: { port: 0 }\nlogs: { level: silent }\n${settings}`,
    ...files,
  });
  const bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  context.after(() => bff.close());
  const send = async (
    target: string,
    message: Parameters<typeof sendHttp>[1],
  ): Promise<DocumentsResponse> => {
    const { status, headers, text } = await sendHttp(`${bff.url}${target}`, message);
    const body: unknown = JSON.parse(text);
    const errors = valueAt(body, 'errors') === undefined ? [] : listAt(body, 'errors');
    const codes = errors.map((error) => valueAt(error, 'extensions.code'));
    return { status, type: headers['content-type'], body, codes };
  };
  return {
    bff,
    calls: () => calls,
    write: (name, text) => writeFileSync(join(directory, name), text),
    get: (target, headers = {}) => send(target, { headers: { ...headers } }),
    post: (body, headers = {}) =>
      send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
  };
}
