import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import {
  documentsUsed,
  lifecycle,
  type UntrustedDocument,
  untrustedDocument,
} from '../../shared/core/channels.ts';
import { until } from '../support/counting-upstream.ts';
import { idOf } from '../support/document-ids.ts';
import {
  apolloManifest,
  type DocumentsServed,
  documents,
  serveDocuments,
} from '../support/documents-served.ts';
import { valueAt } from '../support/send-query.ts';

const { kept, twice, old } = documents;
const files = {
  'manifests/ios@5.1.0.json': apolloManifest({ Kept: kept, Old: old }),
  'manifests/ios@5.2.0.json': apolloManifest({ Kept: kept, Twice: twice }),
  'manifests/android@5.2.0.json': apolloManifest({ Kept: kept }),
};
const settings = 'trustedDocuments: { manifests: [./manifests] }\n';
const keptResult = { data: { kept: 1 } };

/** The version's part of the status: used documents, requests, whether it was used and whether it is needed. */
function usage({ bff }: DocumentsServed, client: string, version: string): unknown[] {
  const row = bff.status().documents.find((each) => each.client === client && each.version === version);
  return [row?.used, row?.requests, row?.lastUsed !== undefined, row?.lastNeeded !== undefined];
}

describe('usage of trusted documents', () => {
  it('document usage is reported for each client version that a request can be from', async (context) => {
    const served = await serveDocuments(context, { files, settings });
    const { bff, post } = served;
    assert.deepEqual(
      bff.status().documents.map(({ client, version, documents: count }) => [client, version, count]),
      [
        ['android', '5.2.0', 1],
        ['ios', '5.1.0', 2],
        ['ios', '5.2.0', 2],
      ],
    );
    assert.deepEqual(usage(served, 'ios', '5.1.0'), [0, 0, false, false]);
    // No other version has it.
    await post({ documentId: idOf(old) });
    assert.deepEqual(usage(served, 'ios', '5.1.0'), [1, 1, true, true]);
    assert.deepEqual(usage(served, 'ios', '5.2.0'), [0, 0, false, false]);
    // All versions have it, and the request does not say which one it is from.
    await post({ documentId: idOf(kept) });
    await post({ query: kept });
    assert.deepEqual(usage(served, 'ios', '5.2.0'), [1, 2, true, false]);
    assert.deepEqual(usage(served, 'android', '5.2.0'), [1, 2, true, false]);
    const names = { 'apollographql-client-name': 'ios', 'apollographql-client-version': '5.2.0' };
    await post({ documentId: idOf(kept) }, names);
    assert.deepEqual(usage(served, 'ios', '5.2.0'), [1, 3, true, true]);
    assert.deepEqual(usage(served, 'android', '5.2.0'), [1, 2, true, false]);
    const { lastUsed = '' } = bff.status().documents[0] ?? {};
    assert.match(lastUsed, /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('invalid and unknown documents are not counted', async (context) => {
    const served = await serveDocuments(context, { files, settings });
    await served.post({ documentId: idOf(kept), operationName: 'Nothing' });
    await served.post({ documentId: 'nothing' });
    assert.deepEqual(usage(served, 'ios', '5.2.0'), [0, 0, false, false]);
  });

  it('document usage is reported at /status, and on a channel when the process ends', async (context) => {
    const reported: unknown[] = [];
    context.after(documentsUsed.subscribe((message) => reported.push(message)));
    let operators = '';
    context.after(
      lifecycle.subscribe(({ event, detail }) => {
        if (event === 'listening') operators = String(detail['status']);
      }),
    );
    const served = await serveDocuments(context, { files, settings: `${settings}admin: { port: 0 }\n` });
    await served.post({ documentId: idOf(twice), variables: { n: 1 } });
    const status: unknown = await (await fetch(operators)).json();
    assert.deepEqual(
      ['client', 'version', 'documents', 'used', 'requests'].map((key) =>
        valueAt(status, `documents.2.${key}`),
      ),
      ['ios', '5.2.0', 2, 1, 1],
    );
    await served.bff.close();
    assert.deepEqual(
      ['version', 'operationName', 'requests', 'hash'].map((key) =>
        valueAt(reported, `0.documents.0.${key}`),
      ),
      ['5.2.0', 'Twice', 1, idOf(twice).slice('sha256:'.length)],
    );
    assert.equal(valueAt(reported, '0.documents.1'), undefined);
  });
});

describe('a manifest that changes', () => {
  it('a changed manifest is read again, and its remaining documents are served and counted under traffic', async (context) => {
    const served = await serveDocuments(context, { files, settings });
    const { post, write } = served;
    const before = await traffic(context, served);
    const added = 'query Added { added: kept }';
    assert.deepEqual((await post({ documentId: idOf(added) })).codes, ['PERSISTED_QUERY_NOT_FOUND']);
    await post({ documentId: idOf(old) });
    write('manifests/ios@5.3.0.json', apolloManifest({ Kept: kept, Added: added }));
    await until(async () => (await post({ documentId: idOf(added) })).codes.length === 0);
    const counted = await before.end();
    assert.deepEqual(usage(served, 'ios', '5.1.0'), [2, counted + 1, true, true]);
    assert.deepEqual(usage(served, 'ios', '5.3.0').slice(0, 1), [2]);
    assert.equal(served.bff.status().reloads.failed, 0);
  });

  it('an invalid changed manifest changes nothing', async (context) => {
    const served = await serveDocuments(context, { files, settings });
    const { bff, post, write } = served;
    write('manifests/ios@5.2.0.json', apolloManifest({ Kept: 'query Kept { gone }' }));
    await bff.reload();
    assert.match(
      bff.status().reloads.lastError ?? '',
      /ios@5\.2\.0\.json: Kept: Cannot query field "gone" on type "Query"\.$/,
    );
    assert.deepEqual((await post({ documentId: idOf(kept) })).body, keptResult);
    write('manifests/ios@5.2.0.json', apolloManifest({ Kept: kept }));
    await bff.reload();
    assert.deepEqual((await post({ documentId: idOf(twice) })).codes, ['PERSISTED_QUERY_NOT_FOUND']);
    assert.equal(bff.status().reloads.lastError, undefined);
  });
});

describe('documents as text, with the mode measure', () => {
  it('the mode measure executes a document that no manifest lists, and counts it', async (context) => {
    const reported: UntrustedDocument[] = [];
    context.after(untrustedDocument.subscribe((message) => reported.push(message)));
    const served = await serveDocuments(context, {
      files,
      settings: 'trustedDocuments: { manifests: [./manifests], mode: measure }\n',
    });
    const { bff, post } = served;
    const names = { 'x-client-name': 'kiosk', 'x-client-version': '1' };
    for (const query of [
      kept,
      kept.replace('{ kept }', '{\n  kept\n}'),
      'query Mine { kept }',
      'query Mine { kept }',
    ])
      assert.deepEqual((await post({ query }, names)).body, keptResult);
    await post({ query: '{ nothing }' });
    assert.equal(bff.status().untrustedRequests, 2);
    assert.deepEqual(
      reported.map(({ operationName, clientName, clientVersion, hash }) => [
        operationName,
        clientName,
        clientVersion,
        hash,
      ]),
      [['Mine', 'kiosk', '1', idOf('query Mine { kept }').slice('sha256:'.length)]],
    );
    assert.deepEqual(usage(served, 'ios', '5.2.0').slice(0, 2), [1, 2]);
  });
});

/** Requests `kept` continuously and asserts each response. `end` returns the number of requests. */
async function traffic(context: TestContext, { post }: DocumentsServed) {
  let isOver = false;
  let count = 0;
  const run = (async () => {
    while (!isOver) {
      assert.deepEqual((await post({ documentId: idOf(kept) })).body, keptResult);
      count += 1;
    }
  })();
  const end = async (): Promise<number> => {
    isOver = true;
    await run;
    return count;
  };
  context.after(end);
  await until(() => count > 0);
  return { end };
}
