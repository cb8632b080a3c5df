import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type Bff, loadSettings, StartError } from '../../shared/index.ts';
import { until } from '../support/counting-upstream.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { smallGraph } from '../support/small-graph.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

/** Counts the hooks that run in a response header, and refuses an operation by its name. */
const counting = `
import { GraphQLError } from 'graphql';
import { header } from './names.ts';
const seen: string[] = [];
export const plugins = [
  {
    async requestDidStart({ request }: { request: { http: { headers: Map<string, string> } } }) {
      seen.push('start ' + request.http.headers.get('x-tenant'));
      return {
        async didResolveOperation({ operationName }: { operationName: string | null }) {
          seen.push('operation ' + operationName);
          if (operationName === 'Forbidden')
            throw new GraphQLError('Not for you.', { extensions: { code: 'FORBIDDEN', http: { status: 403 } } });
        },
        async parsingDidStart() {
          seen.push('parse');
        },
        async executionDidStart() {
          seen.push('execution');
        },
        async willSendResponse({ response }: { response: { http: { headers: Map<string, string> } } }) {
          response.http.headers.set(header, seen.splice(0).join(', '));
        },
      };
    },
  },
];`;

interface Served {
  readonly url: string;
  readonly bff: Bff;
  write(name: string, text: string): void;
}

async function serve(context: TestContext, files: Readonly<Record<string, string>>): Promise<Served> {
  const upstream = await httpUpstream(context, (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"data":{"one":1}}');
  });
  const directory = temporaryFiles(context, {
    'graph.graphql': smallGraph(upstream, 'one: Int'),
    'names.ts': `export const header: string = 'x-seen';`,
    'bff.yaml': JSON.stringify({
      supergraph: './graph.graphql',
      listen: { host: '127.0.0.1', port: 0 },
      logs: { level: 'silent' },
      plugins: './plugins.ts',
    }),
    ...files,
  });
  const bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  context.after(() => bff.close());
  return {
    url: `${bff.url}/graphql`,
    bff,
    write: (name, text) => writeFileSync(join(directory, name), text),
  };
}

describe('Apollo Server plugins of a team', () => {
  it('run for every request, whether the document is known or not', async (context) => {
    const { url } = await serve(context, { 'plugins.ts': counting });
    for (let request = 0; request < 3; request += 1) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-tenant': 'blue' },
        body: JSON.stringify({ query: 'query One { one }' }),
      });
      assert.equal(response.headers.get('x-seen'), 'start blue, operation One, execution');
      assert.deepEqual(await response.json(), { data: { one: 1 } });
    }
  });

  it('refuse an operation with a code and a status of their own', async (context) => {
    const { url } = await serve(context, { 'plugins.ts': counting });
    for (let request = 0; request < 2; request += 1) {
      const { status, body } = await sendQuery(url, 'query Forbidden { one }');
      assert.equal(status, 403);
      assert.equal(valueAt(body, 'errors.0.message'), 'Not for you.');
      assert.equal(valueAt(body, 'errors.0.extensions.code'), 'FORBIDDEN');
    }
  });

  it('are replaced while the server runs, when their file or a file that it imports changes', async (context) => {
    const { url, bff, write } = await serve(context, { 'plugins.ts': counting });
    const hooks = async (header: string) => {
      const { status, headers } = await sendQuery(url, 'query One { one }');
      return [status, headers.get(header)];
    };
    assert.deepEqual(await hooks('x-seen'), [200, 'start undefined, operation One, execution']);

    write('names.ts', `export const header: string = 'x-renamed';`);
    await until(() => bff.status().reloads.succeeded === 1);
    assert.deepEqual(await hooks('x-renamed'), [200, 'start undefined, operation One, execution']);
    assert.deepEqual(await hooks('x-seen'), [200, null]);

    write('plugins.ts', 'export const plugins = [');
    await until(() => bff.status().reloads.failed === 1);
    assert.match(bff.status().reloads.lastError ?? '', /plugins\.ts.*the file cannot be compiled/);
    assert.deepEqual(await hooks('x-renamed'), [200, 'start undefined, operation One, execution']);

    write('plugins.ts', 'export const plugins = [];');
    await until(() => bff.status().reloads.succeeded === 2);
    assert.deepEqual(await hooks('x-renamed'), [200, null]);
  });

  it('stop the start if the file does not export plugins', async (context) => {
    for (const [code, message] of [
      ['export const plugin = [];', /plugins\.ts.*found no array with the name plugins/],
      ['export const plugins = [{ requestDidStart: 1 }];', /plugins\[0\] is not an Apollo Server plugin/],
      ['export const plugins = [', /plugins\.ts.*the file cannot be compiled/],
      ['throw new Error("no database");', /the file cannot be evaluated: no database/],
    ] as const) {
      await assert.rejects(serve(context, { 'plugins.ts': code }), (error: unknown) => {
        assert.ok(error instanceof StartError, String(error));
        assert.match(error.message, message);
        return true;
      });
    }
  });
});
