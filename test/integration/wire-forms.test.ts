import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decode } from 'frontage/decode';
import { createEstate, type Estate } from '../../demo/estate.ts';
import type { Bff } from '../../shared/index.ts';
import { startClient } from '../support/harbour-client.ts';
import { headlineOperations } from '../support/headline-operations.ts';
import { type GraphqlResponse, sendQuery, valueAt } from '../support/send-query.ts';

const compact = 'application/vnd.frontage.compact+json';
const compactType = `${compact}; v=1`;
const delta = 'application/vnd.frontage.delta+json';
const graphql = 'application/graphql-response+json';

let estate: Estate;
let bff: Bff;
/** The response without the setting. */
let plainBff: Bff;

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  // Cache headers vary on Accept by themselves.
  plainBff = await startClient('web', estate, (settings) => ({ ...settings, caching: undefined }));
  bff = await startClient('web', estate, (settings) => ({
    ...settings,
    wireForms: { ...settings.wireForms, compact: true },
  }));
});
after(async () => {
  await bff?.close();
  await plainBff?.close();
  await estate?.close();
});

const search =
  headlineOperations.find(({ client, screen }) => client === 'web' && screen === 'search') ??
  assert.fail('no such screen');

function searchAt({ url }: Bff, accept: string): Promise<GraphqlResponse> {
  return sendQuery(`${url}/graphql`, search.query, { variables: search.variables, headers: { accept } });
}

function sendAccepting(query: string, accept: string): Promise<GraphqlResponse> {
  return sendQuery(`${bff.url}/graphql`, query, { headers: { accept } });
}

describe('the compact form', () => {
  for (const { client, screen, query, variables } of headlineOperations) {
    if (client !== 'web') continue;
    it(`the compact form restores the screen ${screen}`, async () => {
      const [plain, response] = await Promise.all(
        [graphql, compact].map((accept) =>
          sendQuery(`${bff.url}/graphql`, query, { variables, headers: { accept } }),
        ),
      );
      assert.ok(plain && response);
      assert.equal(JSON.stringify(decode(response.body)), plain.text);
      assert.equal(response.status, plain.status);
      assert.equal(response.headers.get('content-type'), compactType);
      if (plain.text.length > 4000) assert.ok(response.text.length < plain.text.length * 0.9);
    });
  }

  it('the compact form restores a partial response, its errors and its extensions', async () => {
    await estate.service('search').setFault({ mode: 'down' });
    await estate.service('reviews').setFault({ mode: 'down' });
    try {
      const home = headlineOperations.find(({ client, screen }) => client === 'web' && screen === 'home');
      assert.ok(home);
      const [plain, response] = await Promise.all(
        [graphql, compact].map((accept) =>
          sendQuery(`${bff.url}/graphql`, home.query, { variables: home.variables, headers: { accept } }),
        ),
      );
      assert.ok(plain && response);
      assert.ok(plain.codes.length > 0);
      assert.equal(response.headers.get('content-type'), compactType);
      assert.ok(Array.isArray(response.body));
      assert.deepEqual(
        valueAt(decode(response.body), 'errors.0.extensions'),
        valueAt(plain.body, 'errors.0.extensions'),
      );
      assert.deepEqual(valueAt(decode(response.body), 'data'), valueAt(plain.body, 'data'));
      assert.equal(response.headers.get('frontage-degraded'), plain.headers.get('frontage-degraded'));
      assert.equal(response.headers.get('cache-control'), plain.headers.get('cache-control'));
    } finally {
      await estate.service('search').setFault(null);
      await estate.service('reviews').setFault(null);
    }
  });

  it('the compact form has the same status as application/graphql-response+json', async () => {
    for (const [query, status] of [
      ['{ nothing }', 400],
      ['{', 400],
      ['{ __typename }', 200],
    ] as const) {
      for (const accept of [graphql, compact, `${compact}, application/json`]) {
        const response = await sendAccepting(query, accept);
        assert.equal(response.status, status, `${query} ${accept}`);
        assert.equal(response.headers.get('content-type')?.startsWith(accept.split(',')[0] ?? ''), true);
        const plain = await sendAccepting(query, graphql);
        assert.equal(JSON.stringify(decode(response.body)), plain.text);
      }
    }
  });

  it('the compact form is sent if the client names it, by its weight', async () => {
    for (const [accept, type] of [
      [compact, compactType],
      [`${compact};v=1`, compactType],
      [`${graphql};q=0.9, ${compact}`, compactType],
      [`${graphql}, ${compact};q=0.9`, graphql],
      [`${compact};q=0, */*`, 'application/json'],
      [`${compact};v=2, ${graphql}`, graphql],
      [`${delta}, ${graphql};q=0.5`, graphql],
      ['*/*', 'application/json'],
      [graphql, graphql],
    ] as const) {
      const { status, headers } = await searchAt(bff, accept);
      assert.equal(status, 200, accept);
      assert.ok(headers.get('content-type')?.startsWith(type), `${accept}: ${headers.get('content-type')}`);
      assert.match(headers.get('vary') ?? '', /(?:^|, )accept(?:,|$)/i, accept);
    }
  });

  it('a media type that is not acceptable stays unacceptable with the compact form enabled', async () => {
    for (const accept of ['text/html', `${compact};v=2`, `${compact};q=0`, delta]) {
      const { status, codes } = await searchAt(bff, accept);
      assert.deepEqual([status, codes], [406, ['NOT_ACCEPTABLE']], accept);
    }
  });

  it('the compact media type is used even if the plain form is shorter', async () => {
    const response = await sendAccepting('{ __typename }', compact);
    assert.equal(response.text, '{"data":{"__typename":"Query"}}');
    assert.equal(response.headers.get('content-type'), compactType);
    const either = await sendAccepting('{ __typename }', `${compact}, ${graphql};q=0.5`);
    assert.ok(either.headers.get('content-type')?.startsWith(graphql));
  });
});

describe('the delta form', () => {
  let server: Bff;
  before(async () => {
    server = await startClient('web', estate, (settings) => ({
      ...settings,
      wireForms: { ...settings.wireForms, delta: true },
    }));
  });
  after(() => server?.close());

  const rails = (first: number): string =>
    `{ rails(first: ${first}) { nodes { id title kind items(first: 8) { __typename ... on Show { id title synopsis } ... on Product { id title } } } } }`;

  async function get(query: string, accept: string, ifNoneMatch?: string): Promise<Response> {
    return fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: {
        accept,
        'apollo-require-preflight': '1',
        ...(ifNoneMatch !== undefined && { 'if-none-match': ifNoneMatch }),
      },
    });
  }

  it('the delta form restores the new response from the old one, which its ETag names', async () => {
    const held = await get(rails(4), `${delta}, ${graphql}`);
    const etag = held.headers.get('etag') ?? assert.fail('no ETag');
    assert.ok(held.headers.get('content-type')?.startsWith(graphql));
    const base: unknown = await held.json();
    const plain = await (await get(rails(5), graphql)).text();
    const response = await get(rails(5), `${delta}, ${graphql}`, etag);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), `${delta}; v=1`);
    assert.equal(response.headers.get('frontage-delta-base'), etag);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const text = await response.text();
    assert.ok(text.length < plain.length * 0.9, `${text.length} of ${plain.length}`);
    assert.equal(JSON.stringify(decode(JSON.parse(text), base)), plain);
    assert.equal(
      (await get(rails(5), `${delta}, ${graphql}`, response.headers.get('etag') ?? '')).status,
      304,
    );
  });

  it("a delta is not sent against an ETag of another user's response", async () => {
    const response = await get(rails(5), `${delta}, ${graphql}`, 'W/"unknown"');
    assert.ok(response.headers.get('content-type')?.startsWith(graphql));
  });
});

describe('wire forms without the setting', () => {
  it('without the setting there is one form and no other difference', async () => {
    const refused = await searchAt(plainBff, compact);
    assert.deepEqual([refused.status, refused.codes], [406, ['NOT_ACCEPTABLE']]);
    const plain = await searchAt(plainBff, `${compact}, ${graphql};q=0.1`);
    assert.ok(plain.headers.get('content-type')?.startsWith(graphql));
    assert.equal(plain.headers.get('vary'), 'accept-language, accept-encoding');
    assert.equal(plain.text, (await searchAt(bff, graphql)).text);
  });
});
