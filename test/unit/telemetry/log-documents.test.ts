import assert from 'node:assert/strict';
import { it } from 'node:test';
import { documentsUsed, untrustedDocument } from '../../../shared/core/channels.ts';
import { createRequestLog } from '../../../shared/telemetry/create-request-log.ts';

it('the request log sums up document use by source, and logs an untrusted document', async () => {
  const lines: Record<string, unknown>[] = [];
  const log = createRequestLog({
    client: 'web',
    level: 'info',
    destination: { write: (line) => void lines.push(JSON.parse(line)) },
  });
  const from = (version: string) => ({ source: `${version}.json`, client: 'ios', version });
  documentsUsed.publish({
    documents: [
      { ...from('1'), hash: 'a', operationName: 'A', requests: 2 },
      { ...from('2'), hash: 'a', operationName: 'A', requests: 5 },
      { ...from('1'), hash: 'b', operationName: 'B', requests: 3 },
    ],
  });
  untrustedDocument.publish({
    requestId: 'r',
    hash: 'c',
    operationName: 'C',
    clientName: 'ios',
    clientVersion: '3',
    untrustedRequests: 7,
  });
  await log.close();
  const [used, untrusted] = lines;
  assert.deepEqual(
    [used?.['msg'], used?.['documents']],
    [
      'documents used',
      [
        { ...from('1'), requests: 5 },
        { ...from('2'), requests: 5 },
      ],
    ],
  );
  assert.deepEqual(
    ['level', 'msg', 'hash', 'operationName', 'untrustedRequests'].map((key) => untrusted?.[key]),
    ['warn', 'untrusted document', 'c', 'C', 7],
  );
});
