import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type ComputeFailed, computeFailed } from '../../../../shared/core/channels.ts';
import { createRequestLog } from '../../../../shared/telemetry/create-request-log.ts';
import { ComputeFailure } from '../../../../shared/view/compute/compute-failure.ts';
import { createReportFailure } from '../../../../shared/view/compute/report-failures.ts';

it('failures are published at most once a minute for each function, with their number', (context) => {
  const published: ComputeFailed[] = [];
  context.after(computeFailed.subscribe((message) => published.push(message)));
  let nowMs = 0;
  const report = createReportFailure(() => nowMs);
  const fail = (fn: string, reason: string): void => report(new ComputeFailure(fn, reason));
  fail('promise', 'a');
  fail('promise', 'b');
  fail('facts', 'c');
  nowMs = 59_999;
  fail('promise', 'd');
  nowMs = 60_000;
  fail('promise', 'e');
  assert.deepEqual(published, [
    { fn: 'promise', reason: 'a', failures: 1 },
    { fn: 'facts', reason: 'c', failures: 1 },
    { fn: 'promise', reason: 'e', failures: 3 },
  ]);
});

it('the log contains the name of the failed function and the reason', async () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createRequestLog({ client: 'web', level: 'info', destination });
  computeFailed.publish({ fn: 'promise', reason: 'no stock', failures: 2 });
  await log.close();
  assert.match(
    lines.join(),
    /"level":"warn".*"fn":"promise","reason":"no stock","failures":2,"msg":"function of the view failed"/,
  );
});
