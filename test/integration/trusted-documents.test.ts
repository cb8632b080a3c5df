import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { apqOf, idOf } from '../support/document-ids.ts';
import { apolloManifest, documents, serveDocuments, sha256 } from '../support/documents-served.ts';

const { kept, twice, old, change } = documents;
const relay = JSON.stringify({ '0123456789abcdef0123456789abcdef': old });
const files = {
  'manifests/ios@5.2.0.json': apolloManifest({ Kept: kept, Twice: twice, Change: change }),
  'manifests/ios@5.1.0.json': apolloManifest(
    { Kept: kept, Twice: twice },
    { Twice: 'x-ours:twice-1', Kept: `sha256:${sha256(kept)}` },
  ),
  'manifests/android@9.json': relay,
  'operations/many.graphql': `${kept.replace('Kept', 'One')} query Two { kept two: kept }`,
};
const settings = (mode: string, more = ''): string =>
  `trustedDocuments: { directory: ./operations, manifests: [./manifests], mode: ${mode} }\n${more}`;
const keptResult = { data: { kept: 1 } };
const twiceResult = { data: { twice: 8 } };
const modern = { accept: 'application/graphql-response+json' };

for (const engine of ['native', 'reference']) {
  describe(`a document by its id, with the ${engine} engine`, () => {
    it('a document id is executed by GET and POST, in every supported form', async (context) => {
      const { get, post } = await serveDocuments(context, {
        files,
        settings: settings('enforce', `engine: ${engine}\n`),
      });
      const variables = { n: 4 };
      const encoded = `variables=${encodeURIComponent(JSON.stringify(variables))}`;
      for (const id of [idOf(twice), sha256(twice), 'x-ours:twice-1']) {
        assert.deepEqual((await post({ documentId: id, variables })).body, twiceResult);
        assert.deepEqual((await get(`/graphql?documentId=${id}&${encoded}`)).body, twiceResult);
        assert.deepEqual((await get(`/graphql/${id}?${encoded}`)).body, twiceResult);
        assert.deepEqual((await get(`/graphql/${encodeURIComponent(id)}?${encoded}`)).body, twiceResult);
        assert.deepEqual((await post({ extensions: apqOf(id), variables })).body, twiceResult);
        const extensions = encodeURIComponent(JSON.stringify(apqOf(id)));
        assert.deepEqual((await get(`/graphql?${encoded}&extensions=${extensions}`)).body, twiceResult);
      }
      const response = await post({ documentId: '0123456789abcdef0123456789abcdef' });
      assert.deepEqual(response.body, { data: { k: 1 } });
    });

    it('a document with several operations needs operationName', async (context) => {
      const { get, post } = await serveDocuments(context, {
        files,
        settings: settings('enforce', `engine: ${engine}\n`),
      });
      const documentId = idOf(files['operations/many.graphql']);
      assert.deepEqual((await post({ documentId, operationName: 'Two' })).body, {
        data: { kept: 1, two: 1 },
      });
      assert.deepEqual((await get(`/graphql/${documentId}?operationName=One`)).body, keptResult);
      assert.deepEqual((await post({ documentId })).codes, ['OPERATION_RESOLUTION_FAILURE']);
    });
  });
}

describe('a document by its id', () => {
  it('a document that is a mutation is not executed by GET', async (context) => {
    const { get, post, calls } = await serveDocuments(context, { files, settings: settings('enforce') });
    for (const target of [`/graphql?documentId=${idOf(change)}`, `/graphql/${idOf(change)}`]) {
      const { status, codes } = await get(target, modern);
      assert.deepEqual([status, codes], [405, ['METHOD_NOT_ALLOWED']]);
    }
    assert.equal(calls(), 0);
    assert.deepEqual((await post({ documentId: idOf(change) })).body, { data: { change: 1 } });
  });

  it('an unknown document id is refused with one error and a status that the client can read', async (context) => {
    const { get, post, calls } = await serveDocuments(context, { files, settings: settings('off') });
    const unknown = `sha256:${'0'.repeat(64)}`;
    const body = {
      errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    };
    for (const [accept, status, type] of [
      ['application/graphql-response+json', 400, 'application/graphql-response+json; charset=utf-8'],
      ['application/json', 200, 'application/json; charset=utf-8'],
      ['*/*', 400, 'application/json; charset=utf-8'],
      [
        'application/graphql-response+json, application/json;q=0.9',
        400,
        'application/graphql-response+json; charset=utf-8',
      ],
    ] as const) {
      for (const response of [
        await post({ documentId: unknown }, { accept }),
        await post({ extensions: apqOf('0'.repeat(64)) }, { accept }),
        await get(`/graphql?documentId=${unknown}`, { accept }),
        await get(`/graphql/${unknown}`, { accept }),
        await get(`/graphql/${'a'.repeat(4000)}`, { accept }),
      ])
        assert.deepEqual([response.status, response.type, response.body], [status, type, body]);
    }
    assert.equal(calls(), 0);
  });

  it('a document id must be one string at one position of the request', async (context) => {
    const { get, post } = await serveDocuments(context, { files, settings: settings('off') });
    const id = idOf(kept);
    for (const body of [
      { documentId: 5 },
      { documentId: '' },
      { documentId: [id] },
      { documentId: id, query: kept },
      { extensions: { persistedQuery: { version: 2, sha256Hash: sha256(kept) } } },
      { extensions: { persistedQuery: null } },
      { query: kept, extensions: apqOf(sha256(old)) },
    ])
      assert.deepEqual((await post(body, modern)).codes, ['BAD_REQUEST'], JSON.stringify(body));
    for (const target of [
      `/graphql?documentId=${id}&documentId=${id}`,
      `/graphql/${id}?documentId=${id}`,
      `/graphql/${id}?query=%7Bkept%7D`,
    ])
      assert.deepEqual((await get(target, modern)).codes, ['BAD_REQUEST'], target);
    assert.deepEqual((await get('/graphql/', modern)).codes, ['NOT_FOUND']);
    assert.deepEqual((await get('/graphql?documentId=&query=%7Bkept%7D', modern)).body, keptResult);
  });

  it('a document id in the path is for GET only', async (context) => {
    const { bff } = await serveDocuments(context, { files, settings: settings('off') });
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) {
      const response = await fetch(`${bff.url}/graphql/${idOf(kept)}`, { method });
      assert.deepEqual([response.status, response.headers.get('allow')], [405, 'GET'], method);
    }
  });

  it('a document id by GET is refused if any web page can make a browser send it', async (context) => {
    const { get } = await serveDocuments(context, { files, settings: settings('enforce') });
    for (const target of [`/graphql?documentId=${idOf(kept)}`, `/graphql/${idOf(kept)}`]) {
      assert.deepEqual((await get(target, { cookie: 'session=1' })).codes, ['CSRF_REJECTED']);
      const requested = { cookie: 'session=1', 'apollo-require-preflight': 'true' };
      assert.deepEqual((await get(target, requested)).body, keptResult);
    }
  });

  it('a document by its id has the limits of any other document', async (context) => {
    const { get, post } = await serveDocuments(context, {
      files,
      settings: settings('enforce', 'limits: { body: 1KB, response: 1KB }\nintrospection: false\n'),
    });
    const padding = { documentId: idOf(twice), variables: { n: 4, more: 'x'.repeat(1000) } };
    assert.deepEqual((await post(padding)).codes, ['PAYLOAD_TOO_LARGE']);
    assert.deepEqual((await get(`/graphql/${'a'.repeat(9000)}`)).codes, ['URI_TOO_LONG']);
    assert.deepEqual((await post({ documentId: idOf(twice), variables: { n: 'four' } })).codes, [
      'BAD_USER_INPUT',
    ]);
  });
});

describe('a document whose response would be too large', () => {
  it('a document whose response would be too large is refused, trusted or not', async (context) => {
    const aliases = Array.from({ length: 200 }, (_, index) => `alias${index}: kept`).join(' ');
    const wide = `query Wide { ${aliases} }`;
    const { post } = await serveDocuments(context, {
      files: { 'web@1.json': apolloManifest({ Wide: wide }) },
      settings:
        'trustedDocuments: { manifests: [./web@1.json], mode: measure }\nlimits: { response: 1KB, operation: { rootFields: 200, aliases: 200 } }\n',
    });
    for (const body of [{ documentId: idOf(wide) }, { query: wide }])
      assert.deepEqual((await post(body)).codes, ['RESPONSE_TOO_LARGE']);
  });
});

describe('documents as text', () => {
  it('the mode off executes every document text, known or not', async (context) => {
    const { post } = await serveDocuments(context, { files, settings: settings('off') });
    for (const query of [kept, '{ kept }']) assert.deepEqual((await post({ query })).body, keptResult);
    // The form of a client that registers its queries by itself: the server learns nothing from it.
    const extensions = apqOf(sha256('{ kept }'));
    assert.deepEqual((await post({ query: '{ kept }', extensions })).body, keptResult);
    assert.deepEqual((await post({ extensions })).codes, ['PERSISTED_QUERY_NOT_FOUND']);
  });

  it('the mode enforce refuses document texts in every form', async (context) => {
    const { get, post, calls } = await serveDocuments(context, { files, settings: settings('enforce') });
    for (const accept of ['application/graphql-response+json', 'application/json', '*/*']) {
      for (const response of [
        await post({ query: kept }, { accept }),
        await post({ query: '{ kept }' }, { accept }),
        await post({ query: '{ __schema { queryType { name } } }' }, { accept }),
        await post({ query: 'not GraphQL' }, { accept }),
        await post({ query: kept, extensions: apqOf(sha256(kept)) }, { accept }),
        await get('/graphql?query=%7Bkept%7D', { accept }),
      ])
        assert.deepEqual([response.status, response.codes], [400, ['PERSISTED_QUERY_REQUIRED']]);
    }
    assert.equal(calls(), 0);
    assert.deepEqual((await post({ documentId: idOf(kept) })).body, keptResult);
  });
});
