import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Bff, defaultSettings } from '../../shared/index.ts';
import { projectRoot } from '../architecture/project-root.ts';
import { type HttpMessage, type HttpResponse, sendHttp } from '../support/send-http.ts';
import { valueAt } from '../support/send-query.ts';
import { startBff } from '../support/start-bff.ts';

const path = '/graphql?query=%7B__typename%7D';
const json = { 'content-type': 'application/json' };
const preflighted = { 'apollo-require-preflight': 'true' };

let bff: Bff;

before(async () => {
  const settings = defaultSettings({
    supergraph: join(projectRoot, 'schemas/supergraph.graphql'),
    listen: { port: 0 },
  });
  bff = await startBff({ ...settings, logs: { level: 'silent' } });
});
after(() => bff?.close());

function get(target: string, headers: HttpMessage['headers'] = {}): Promise<HttpResponse> {
  return sendHttp(`${bff.url}${target}`, { headers });
}

function refused({ status, text }: HttpResponse, expectedStatus: number, code: string): void {
  const body: unknown = JSON.parse(text);
  assert.deepEqual([status, valueAt(body, 'errors.0.extensions.code')], [expectedStatus, code], text);
}

describe('GET requests', () => {
  it('a GET that any web page can make a browser send is refused', async () => {
    const signs: HttpMessage['headers'][] = [
      { cookie: 'session=1' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { referer: 'https://evil.example/' },
      ...['cross-site', 'same-site', 'same-origin', 'none'].map((site) => ({ 'sec-fetch-site': site })),
      { 'sec-fetch-dest': 'image' },
      { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
    ];
    for (const sign of signs) {
      refused(await get(path, { ...sign }), 403, 'CSRF_REJECTED');
      const accept = { ...sign, accept: 'application/json' };
      refused(await get(path, accept), 403, 'CSRF_REJECTED');
      const plain = { ...sign, 'content-type': 'text/plain' };
      refused(await get(path, plain), 403, 'CSRF_REJECTED');
      for (const headers of [preflighted, { 'x-apollo-operation-name': 'Q' }, json]) {
        assert.equal((await get(path, { ...sign, ...headers })).status, 200);
      }
    }
    refused(await get(path, { 'content-type': 'text/plain' }), 403, 'CSRF_REJECTED');
  });

  it('a GET of a program that is not a browser is executed', async () => {
    for (const headers of [{}, { 'user-agent': 'curl/8.5.0' }, { accept: 'application/json' }]) {
      assert.equal((await get(path, headers)).status, 200);
    }
  });

  it('empty GET parameters count as absent, and an invalid parameter is named', async () => {
    const empty = await get(`${path}&operationName=&variables=&extensions=`, preflighted);
    assert.deepEqual([empty.status, JSON.parse(empty.text)], [200, { data: { __typename: 'Query' } }]);
    for (const [part, name] of [
      ['&query=%7B__typename%7D', 'query'],
      ['&operationName=A&operationName=', 'operationName'],
      ['&variables=%7B', 'variables'],
      ['&variables=%5B%5D', 'variables'],
      ['&extensions=1', 'extensions'],
    ] as const) {
      const response = await get(`${path}${part}`, preflighted);
      refused(response, 400, 'BAD_REQUEST');
      assert.match(response.text, new RegExp(`The parameter \\\\"${name}\\\\" `));
    }
    for (const search of ['', '?', '?query=', '?variables=%7B%7D']) {
      refused(await get(`/graphql${search}`, preflighted), 400, 'BAD_REQUEST');
    }
  });
});
