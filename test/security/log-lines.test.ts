import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import {
  cacheVeto,
  keySetEvent,
  libraryOutput,
  requestFinished,
  subgraphErrors,
  tokenRefused,
  upstreamFailed,
} from '../../shared/core/channels.ts';
import { createRequestLog } from '../../shared/telemetry/create-request-log.ts';
import { plainLine } from '../../shared/telemetry/plain-line.ts';

const hostile =
  '\u0000\u0007\u001b[31mred\u001b[0m\r\n{"level":"fatal"}\u007f\u0085\u009b31m\u00ad\u061c\u200b\u200e\u202e\u2028\u2029\u2066\ufeff\u{e0041}\ud800';

interface Log {
  lines(): string[];
  objects(): Record<string, unknown>[];
}

function logOf(context: TestContext): Log {
  const written: string[] = [];
  const log = createRequestLog({
    client: 'web',
    level: 'debug',
    destination: { write: (line) => void written.push(line) },
  });
  context.after(() => log.close());
  return { lines: () => written, objects: () => written.map((line) => JSON.parse(line)) };
}

const finished = {
  requestId: 'r1',
  method: 'POST',
  path: '/graphql',
  clientName: hostile,
  clientVersion: hostile,
  operationName: hostile,
  status: 200,
  durationMs: 1,
  upstreamCalls: 0,
  errorCodes: [hostile],
  degraded: [],
};

describe('log lines', () => {
  it('a log line is one JSON object of visible ASCII, apart from letters of other scripts, whatever it contains', (context) => {
    const log = logOf(context);
    requestFinished.publish(finished);
    tokenRefused.publish({ requestId: 'r1', reason: 'unknown key', kid: hostile, found: hostile });
    upstreamFailed.publish({
      requestId: 'r1',
      upstream: 'a',
      code: 'SUBGRAPH_UNAVAILABLE',
      durationMs: 1,
      endpoint: '127.0.0.1:4101',
      cause: new Error(hostile.repeat(1000)),
    });
    subgraphErrors.publish({
      requestId: 'r1',
      upstream: 'a',
      coordinate: 'Query.a',
      errors: 1,
      message: hostile,
      code: hostile,
      path: hostile,
    });
    libraryOutput.publish({ level: 'warn', text: hostile });
    keySetEvent.publish({ event: 'failed', provider: 'a/b', reason: hostile, ageMs: 1, isUsable: true });
    cacheVeto.publish({ upstream: 'a', because: 'Cache-Control: no-store' });
    assert.equal(log.lines().length, 7);
    for (const line of log.lines()) {
      assert.match(line, /^[^\n]+\n$/);
      assert.doesNotMatch(line.trimEnd(), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      assert.ok(line.length < 10_000);
    }
    const [request, ...others] = log.objects();
    assert.equal(request?.['operationName'], hostile);
    for (const object of [request, ...others]) assert.equal(object?.['pid'], process.pid);
    assert.equal(others[1]?.['endpoint'], '127.0.0.1:4101');
  });

  it('a log line retains readable text', () => {
    for (const text of ['{"a":"Käse 寿司 😀"}\n', '{"a":"plain"}\n', '{"a":1}'])
      assert.equal(plainLine(text), text);
  });
});

describe('log lines that every request can cause', () => {
  it('a log line that every request can cause is logged a few times, and then counted', (context) => {
    const log = logOf(context);
    for (let index = 0; index < 1000; index += 1) {
      tokenRefused.publish({ requestId: `r${index}`, reason: 'expired' });
      subgraphErrors.publish({
        requestId: `r${index}`,
        upstream: 'a',
        coordinate: 'Query.a',
        errors: 1,
        message: 'no',
        code: undefined,
        path: undefined,
      });
    }
    const count = (msg: string): number => log.objects().filter((line) => line['msg'] === msg).length;
    assert.equal(count('token refused'), 5);
    assert.equal(count('upstream reported an error'), 10);
  });
});
