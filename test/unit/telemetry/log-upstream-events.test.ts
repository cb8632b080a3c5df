import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { upstreamEvent } from '../../../shared/core/channels.ts';
import { createRequestLog } from '../../../shared/telemetry/create-request-log.ts';

describe('the log of upstream events', () => {
  it('contains changes of state at their severity but no events of single calls, and is rate-limited', async () => {
    const lines: Record<string, unknown>[] = [];
    const log = createRequestLog({
      client: 'web',
      level: 'info',
      destination: { write: (line) => void lines.push(JSON.parse(line)) },
    });
    const upstream = 'reviews';
    upstreamEvent.publish({ upstream, event: 'breaker opened', key: '', openForMs: 5000 });
    upstreamEvent.publish({ upstream, event: 'breaker closed', key: '' });
    upstreamEvent.publish({ upstream, event: 'retry refused' });
    assert.deepEqual(
      lines.map(({ level, msg }) => [level, msg]),
      [
        ['warn', 'breaker opened'],
        ['info', 'breaker closed'],
      ],
    );
    for (let count = 0; count < 200; count += 1)
      upstreamEvent.publish({ upstream, event: 'discovery failed', reason: 'ENOENT' });
    assert.equal(lines.length, 50);
    upstreamEvent.publish({ upstream: 'catalog', event: 'discovery failed', reason: 'ENOENT' });
    assert.equal(lines.length, 51);
    await log.close();
    upstreamEvent.publish({ upstream: 'catalog', event: 'discovery failed', reason: 'ENOENT' });
    assert.equal(lines.length, 51);
  });
});
