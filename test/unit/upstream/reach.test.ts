import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { deadUpstream } from '../../support/http-upstream.ts';
import { startUpstream, testEndpoints } from '../../support/several-endpoints.ts';
import { upstreamCall } from '../../support/upstream-call.ts';
import { upstreamOptions } from '../../support/upstream-options.ts';

describe('whether an upstream was reached', () => {
  it('is true after any response to a call, including an error', async (context) => {
    const [only] = await testEndpoints(context, 1);
    if (only === undefined) throw new TypeError('expected one endpoint');
    only.respond = (_request, response) => response.writeHead(500).end();
    const upstream = startUpstream(context, upstreamOptions('reach-call', only.url));
    assert.equal(upstream.reached, false);
    await assert.rejects(upstream.send(upstreamCall()));
    assert.equal(upstream.reached, true);
  });

  it('is determined by opening a connection to any of several endpoints', async (context) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    context.after(() => server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const endpoints = [
      { url: await deadUpstream(), weight: 1 },
      { url: `http://127.0.0.1:${port}`, weight: 1 },
    ];
    const upstream = startUpstream(
      context,
      upstreamOptions('reach-probe', 'http://unused.invalid', { endpoints }),
    );
    await upstream.probe();
    assert.equal(upstream.reached, true);
  });

  it('is false when nothing listens, which is not an error', async (context) => {
    const upstream = startUpstream(context, upstreamOptions('reach-dead', await deadUpstream()));
    await upstream.probe();
    assert.equal(upstream.reached, false);
  });

  it('is false while the health check fails', async (context) => {
    const [only] = await testEndpoints(context, 1);
    if (only === undefined) throw new TypeError('expected one endpoint');
    only.checkStatus = 503;
    const upstream = startUpstream(
      context,
      upstreamOptions('reach-unhealthy', only.url, { healthCheck: { path: '/healthz', intervalMs: 60_000 } }),
    );
    await upstream.probe();
    assert.equal(upstream.reached, false);
    only.checkStatus = 200;
    await upstream.probe();
    assert.equal(upstream.reached, true);
  });
});
