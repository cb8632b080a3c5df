import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { untrustedDocument } from '../../../shared/core/channels.ts';
import { createDocuments } from '../../../shared/operation/documents/create-documents.ts';
import { createTextReader } from '../../../shared/operation/documents/document-texts.ts';
import { createDocumentUsage } from '../../../shared/operation/documents/document-usage.ts';
import type { TrustedDocument } from '../../../shared/operation/documents/trusted-document.ts';
import {
  createUntrustedDocuments,
  maxRemembered,
} from '../../../shared/operation/documents/untrusted-documents.ts';
import { sha256 } from '../../support/documents-served.ts';
import { requestContext } from '../../support/request-context.ts';

const readText = createTextReader();
function trusted(source: string, version: string): TrustedDocument {
  const text = readText(source, version);
  const { document } = text;
  const from = { source: `${version}.json`, client: undefined, version };
  return {
    file: from.source,
    from,
    source,
    document,
    operationName: 'A',
    text,
    ids: [`id-${source.length}`],
  };
}

const hundredThousand = 100_000;

describe('unknown documents', () => {
  it('use no memory, however many are requested', () => {
    const usage = createDocumentUsage();
    const untrusted = createUntrustedDocuments();
    const documents = createDocuments({
      documents: [trusted('query A { a }', '1')],
      mode: 'measure',
      usage,
      untrusted,
    });
    const context = requestContext();
    for (let index = 0; index < hundredThousand; index += 1) {
      const hash = sha256(String(index));
      assert.equal(documents.find(`sha256:${hash}`), undefined);
      documents.count(hash, `Operation${index}`, context);
    }
    assert.equal(untrusted.requests, hundredThousand);
    assert.ok(untrusted.remembered <= maxRemembered);
    assert.deepEqual(
      documents.status().map((row) => [row.documents, row.used, row.requests]),
      [[1, 0, 0]],
    );
    documents.close();
    usage.close();
  });

  it('are reported once an hour each, at most fifty in a minute and a thousand in an hour', (context) => {
    let published = 0;
    context.after(
      untrustedDocument.subscribe(() => {
        published += 1;
      }),
    );
    let nowMs = 0;
    const untrusted = createUntrustedDocuments(() => nowMs);
    const publish = (count: number, from = 0): number => {
      const before = published;
      for (let index = from; index < from + count; index += 1)
        untrusted.count({
          requestId: 'r',
          hash: sha256(String(index)),
          operationName: undefined,
          clientName: undefined,
          clientVersion: undefined,
        });
      return published - before;
    };
    const minuteMs = 60_000;
    assert.equal(publish(1), 1);
    assert.equal(publish(1), 0);
    assert.equal(publish(200), 49);
    nowMs = minuteMs;
    assert.equal(publish(50), 0);
    assert.equal(publish(200), 50);
    for (let minute = 2; minute < 30; minute += 1) {
      nowMs = minute * minuteMs;
      publish(1000, minute * 1000);
    }
    assert.equal(published, maxRemembered);
    assert.equal(untrusted.remembered, maxRemembered);
    nowMs = 60 * minuteMs;
    assert.equal(publish(1), 1);
    assert.equal(publish(10, hundredThousand), 10);
    assert.equal(untrusted.remembered, maxRemembered);
  });
});

describe('counts of documents', () => {
  it('are kept as long as some version of the process has them', () => {
    const usage = createDocumentUsage();
    const untrusted = createUntrustedDocuments();
    const version = (documents: TrustedDocument[]) =>
      createDocuments({ documents, mode: 'off', usage, untrusted, nowMs: () => 1_700_000_000_000 });
    const one = trusted('query A { a }', '1');
    const requests = (documents: ReturnType<typeof version>) =>
      documents.status().map((row) => [row.version, row.requests, row.lastNeeded]);
    const before = version([one]);
    before.count(one.text.hash, 'A', requestContext());
    const next = version([one, trusted('query A { a b }', '2')]);
    assert.deepEqual(requests(next), [
      ['1', 1, '2023-11-14T22:13:20Z'],
      ['2', 0, undefined],
    ]);
    before.close();
    next.count(one.text.printedHash, 'A', requestContext());
    assert.deepEqual(requests(next)[0], ['1', 2, '2023-11-14T22:13:20Z']);
    next.close();
    next.close();
    assert.deepEqual(requests(version([one]))[0], ['1', 0, undefined]);
    usage.close();
  });

  it('are found by hash as written, as printed, and by the ids of the manifest', () => {
    const usage = createDocumentUsage();
    const document = trusted('query A{a}', '1');
    const documents = createDocuments({
      documents: [document],
      mode: 'off',
      usage,
      untrusted: createUntrustedDocuments(),
    });
    const { hash, printedHash } = document.text;
    assert.notEqual(hash, printedHash);
    for (const id of [hash, printedHash, `sha256:${hash}`, `sha256:${printedHash}`, 'id-10'])
      assert.equal(documents.find(id), hash);
    assert.equal(documents.textOf(hash), 'query A{a}');
    for (const id of ['', 'sha256:', 'constructor', '__proto__', hash.toUpperCase()])
      assert.equal(documents.find(id), undefined);
    documents.close();
    usage.close();
  });
});
