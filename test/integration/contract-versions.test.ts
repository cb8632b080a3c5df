import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type Bff, loadSettings } from '../../shared/index.ts';
import { sendHttp } from '../support/send-http.ts';
import { type GraphqlResponse, sendQuery } from '../support/send-query.ts';
import { smallGraph, smallUpstream } from '../support/small-graph.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';
import { type TokenIssuer, tokenIssuer } from '../support/token-issuer.ts';

const view = {
  versions: {
    '2026-01': { aliases: ['v1'], deprecated: '2027-01-01', sunset: '2027-07-01' },
    '2026-07': { aliases: ['v2'] },
  },
  versioning: { mediaType: 'vnd.harbour', claim: 'api_version', removed: ['2025-07'] },
};

interface Served {
  readonly bff: Bff;
  readonly issuer: TokenIssuer;
}

async function serve(context: TestContext, settings: Readonly<Record<string, unknown>>): Promise<Served> {
  const issuer = await tokenIssuer(context);
  const directory = temporaryFiles(context, {
    'graph.graphql': smallGraph(await smallUpstream(context, 0), 'kept: Int'),
    'bff.yaml': JSON.stringify({
      supergraph: './graph.graphql',
      listen: { port: 0 },
      logs: { level: 'silent' },
      authentication: issuer.settings,
      ...settings,
    }),
  });
  const bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  context.after(() => bff.close());
  return { bff, issuer };
}

interface Named {
  readonly path?: string;
  readonly header?: string;
  readonly accept?: string;
  readonly query?: string;
  readonly claim?: string;
}

/** In order of precedence. */
const sources = ['path', 'header', 'accept', 'query', 'claim'] as const;

async function sendVersioned({ bff, issuer }: Served, named: Named): Promise<GraphqlResponse> {
  const { path, header, accept, query, claim } = named;
  const url = `${bff.url}${path === undefined ? '' : `/${path}`}/graphql${query === undefined ? '' : `?version=${query}`}`;
  return sendQuery(url, '{ kept }', {
    ...(claim !== undefined && { token: await issuer.token({ api_version: claim }) }),
    headers: {
      ...(header !== undefined && { 'api-version': header }),
      ...(accept !== undefined && { accept: `application/vnd.harbour+json;version=${accept}` }),
    },
  });
}

describe('a client with several versions', () => {
  it('a request is served by the version that it names', async (context) => {
    const served = await serve(context, { view });
    const rows: { readonly named: Named; readonly version?: string; readonly code?: string }[] = [
      { named: {}, version: '2026-01' },
      ...sources.flatMap((source) => [
        { named: { [source]: '2026-07' }, version: '2026-07' },
        { named: { [source]: 'v2' }, version: '2026-07' },
        { named: { [source]: '2024-01' }, code: 'API_VERSION_UNKNOWN' },
        { named: { [source]: '2025-07' }, code: 'API_VERSION_REMOVED' },
      ]),
      ...sources.flatMap((first, index) =>
        sources
          .slice(index + 1)
          .flatMap((second) => [
            { named: { [first]: '2026-07', [second]: 'v2' }, version: '2026-07' },
            second === 'claim'
              ? { named: { [first]: '2026-07', [second]: '2026-01' }, version: '2026-07' }
              : { named: { [first]: '2026-07', [second]: '2026-01' }, code: 'API_VERSION_CONFLICT' },
          ]),
      ),
      { named: { path: '', header: 'v2' }, code: 'API_VERSION_UNKNOWN' },
    ];
    const statuses: Record<string, number> = {
      API_VERSION_UNKNOWN: 400,
      API_VERSION_CONFLICT: 400,
      API_VERSION_REMOVED: 410,
    };
    for (const { named, version, code } of rows) {
      await context.test(JSON.stringify(named), async () => {
        const { status, headers, body, codes } = await sendVersioned(served, named);
        if (code !== undefined) {
          assert.deepEqual([status, codes], [statuses[code], [code]]);
          assert.equal(headers.get('cache-control'), 'no-store');
          return;
        }
        assert.deepEqual([status, body], [200, { data: { kept: 1 } }]);
        assert.equal(headers.get('api-version'), version);
        assert.match(headers.get('content-type') ?? '', /^application\/json;/);
      });
    }
  });

  it('a response of a deprecated version announces its sunset and its successor', async (context) => {
    const served = await serve(context, { view });
    const reported = async (named: Named) => {
      const { headers } = await sendVersioned(served, named);
      return ['deprecation', 'sunset', 'link', 'vary'].map((name) => headers.get(name));
    };
    const vary = 'api-version, accept, authorization, accept-encoding';
    assert.deepEqual(await reported({ path: 'v1' }), [
      '@1798761600',
      'Thu, 01 Jul 2027 00:00:00 GMT',
      '</2026-07/graphql>; rel="successor-version"',
      vary,
    ]);
    assert.deepEqual(await reported({ path: 'v2' }), [null, null, null, vary]);
  });

  it('the response to a refused operation names its version', async (context) => {
    const { bff } = await serve(context, { view });
    const { status, headers, codes } = await sendQuery(`${bff.url}/v2/graphql`, '{ nothing }');
    assert.deepEqual([status, codes], [400, ['GRAPHQL_VALIDATION_FAILED']]);
    assert.equal(headers.get('api-version'), '2026-07');
  });

  it('a GET can name its version next to the other parameters', async (context) => {
    const { bff } = await serve(context, { view });
    const query = `query=${encodeURIComponent('query Q($a: Boolean!) { kept @include(if: $a) }')}&variables=${encodeURIComponent('{"a":true}')}`;
    for (const target of [
      `/graphql?version=v2&${query}`,
      `/graphql?${query}&version=v2`,
      `/v2/graphql?${query}`,
    ]) {
      const { status, headers, text } = await sendHttp(`${bff.url}${target}`, {});
      assert.deepEqual([status, text, headers['api-version']], [200, '{"data":{"kept":1}}', '2026-07']);
    }
  });

  it('a client that accepts only the versioned media type receives application/json', async (context) => {
    const { bff } = await serve(context, { view });
    const accepting = (accept: string, query = '{ nothing }') =>
      sendQuery(`${bff.url}/graphql`, query, { headers: { accept } });
    // A client that requests application/json by name receives 200 for a refused operation, too.
    assert.equal((await accepting('application/vnd.harbour+json')).status, 200);
    const refused = await accepting('application/vnd.other+json', '{ kept }');
    assert.deepEqual([refused.status, refused.codes], [406, ['NOT_ACCEPTABLE']]);
  });

  it('every version refuses other methods and paths', async (context) => {
    const { bff } = await serve(context, { view });
    for (const method of ['PUT', 'PROPFIND']) {
      const { status, headers } = await sendHttp(`${bff.url}/v1/graphql`, { method });
      assert.deepEqual([status, headers.allow], [405, 'GET, POST'], method);
    }
    for (const path of ['/v1', '/v1/', '/v1/graphql/', '/a/v1/graphql', `/v1/graphql/a/b`]) {
      assert.equal((await sendHttp(`${bff.url}${path}?query={kept}`, {})).status, 404, path);
    }
    const encoded = await sendQuery(`${bff.url}/v%31/graphql`, '{ kept }');
    assert.equal(encoded.headers.get('api-version'), '2026-01');
  });
});

describe('a client with one contract', () => {
  it('a client with one contract has no version paths and ignores version headers', async (context) => {
    const served = await serve(context, {});
    const { status, codes } = await sendVersioned(served, { path: 'v1' });
    assert.deepEqual([status, codes], [404, ['NOT_FOUND']]);
    const { body, headers } = await sendVersioned(served, { header: 'v9', query: 'v9', claim: 'v9' });
    assert.deepEqual(body, { data: { kept: 1 } });
    assert.deepEqual(
      ['api-version', 'frontage-profile', 'vary', 'deprecation'].map((name) => headers.get(name)),
      [null, null, 'accept-encoding', null],
    );
    assert.deepEqual((await sendVersioned(served, { accept: 'v1' })).codes, ['NOT_ACCEPTABLE']);
  });
});

describe('device class and language', () => {
  it('responses name the device class and the language, and vary on the headers that select them', async (context) => {
    const profiles = {
      lowData: { when: { headers: { 'save-data': 'on' } } },
      low: { when: { headers: { 'x-device-class': ['low', 'basic'] } } },
      vip: { when: { claims: { tier: 'gold' } } },
    };
    const { bff, issuer } = await serve(context, { view: { profiles, locales: ['en-US', 'de-DE'] } });
    const gold = await issuer.token({ tier: 'gold' });
    const rows = [
      [{}, undefined, 'default'],
      [{ 'save-data': 'on' }, undefined, 'lowData'],
      [{ 'save-data': 'On', 'x-device-class': 'low' }, gold, 'lowData'],
      [{ 'x-device-class': 'BASIC' }, undefined, 'low'],
      [{ 'x-device-class': 'high' }, gold, 'vip'],
    ] as const;
    for (const [headers, token, name] of rows) {
      const response = await sendQuery(`${bff.url}/graphql`, '{ kept }', {
        headers,
        ...(token && { token }),
      });
      assert.equal(response.headers.get('frontage-profile'), name);
      assert.equal(
        response.headers.get('vary'),
        'save-data, x-device-class, authorization, accept-language, accept-encoding',
      );
    }
  });

  it('responses do not vary on the device class or language if there is only one of each', async (context) => {
    const { bff } = await serve(context, { view: { locales: ['de-DE'] } });
    const { headers } = await sendQuery(`${bff.url}/graphql`, '{ kept }', {
      headers: { 'accept-language': 'en' },
    });
    assert.deepEqual([headers.get('vary'), headers.get('frontage-profile')], ['accept-encoding', null]);
  });
});
