import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRecorder, type UpstreamResponse } from '../../../bench/upstream/recorder.ts';
import { createReplayServer } from '../../../bench/upstream/replay-server.ts';
import type { UpstreamRequest } from '../../../bench/upstream/request-reader.ts';

const json = (body: string): UpstreamResponse => ({ status: 200, contentType: 'application/json', body });
const post = (body: string, path = '/graphql'): UpstreamRequest => ({ method: 'POST', path, body });

async function textOf(respond: Buffer | Promise<Buffer>): Promise<string> {
  return (await respond).toString('utf8').split('\r\n\r\n')[1] ?? '';
}

describe('a recorder', () => {
  it('executes new requests and replays known ones', async () => {
    const recorder = createRecorder({ execute: async ({ body }) => json(`re: ${body}`), maxEntries: 10 });
    assert.equal(await textOf(recorder.respond(post('a'))), 're: a');
    const again = recorder.respond(post('a'));
    assert.ok(Buffer.isBuffer(again));
    assert.equal(await textOf(again), 're: a');
    assert.equal(await textOf(recorder.respond(post('b'))), 're: b');
    assert.deepEqual(recorder.readCounts(), { calls: 3, executed: 2 });
    assert.deepEqual(recorder.readCounts(), { calls: 0, executed: 0 });
  });

  it('distinguishes paths', async () => {
    const recorder = createRecorder({ execute: async ({ path }) => json(path), maxEntries: 10 });
    assert.equal(await textOf(recorder.respond(post('', '/a?x=1'))), '/a?x=1');
    assert.equal(await textOf(recorder.respond(post('', '/a?x=2'))), '/a?x=2');
  });

  it('executes equal concurrent requests once', async () => {
    const recorder = createRecorder({ execute: async ({ body }) => json(body), maxEntries: 10 });
    await Promise.all([recorder.respond(post('a')), recorder.respond(post('a'))]);
    assert.deepEqual(recorder.readCounts(), { calls: 2, executed: 1 });
  });

  it('responds to requests beyond its bound without storing the response', async () => {
    const recorder = createRecorder({ execute: async ({ body }) => json(body), maxEntries: 1 });
    for (const body of ['a', 'b', 'b', 'a']) assert.equal(await textOf(recorder.respond(post(body))), body);
    assert.equal(recorder.readCounts().executed, 3);
  });

  it('does not keep a failure', async () => {
    let failures = 1;
    const execute = async ({ body }: UpstreamRequest): Promise<UpstreamResponse> => {
      failures -= 1;
      if (failures >= 0) throw new Error('not yet');
      return json(body);
    };
    const recorder = createRecorder({ execute, maxEntries: 10 });
    await assert.rejects(async () => recorder.respond(post('a')), /not yet/);
    assert.equal(await textOf(recorder.respond(post('a'))), 'a');
  });
});

describe('a replay server', () => {
  it('gives an HTTP client the recorded status, type and text, the first time and later', async () => {
    const recorder = createRecorder({
      execute: async ({ method, path, body }) => ({
        status: 418,
        contentType: 'text/x-tea',
        body: `${method} ${path} ${body}`,
      }),
      maxEntries: 10,
    });
    const server = await createReplayServer(recorder);
    try {
      for (let round = 0; round < 2; round += 1) {
        const response = await fetch(`${server.origin}/cup?size=1`, { method: 'POST', body: 'grün' });
        assert.equal(response.status, 418);
        assert.equal(response.headers.get('content-type'), 'text/x-tea');
        assert.equal(await response.text(), 'POST /cup?size=1 grün');
      }
      assert.deepEqual(recorder.readCounts(), { calls: 2, executed: 1 });
    } finally {
      await server.close();
    }
  });
});
