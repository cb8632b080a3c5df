import assert from 'node:assert/strict';
import { json } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { createUpstreams } from '../../../shared/upstream/create-upstreams.ts';
import { createUpstreamRegistry } from '../../../shared/upstream/upstream-registry.ts';
import { deadUpstream, httpUpstream } from '../../support/http-upstream.ts';
import { requestContext } from '../../support/request-context.ts';
import { upstreamOptions, upstreamsOf } from '../../support/upstream-options.ts';

describe('the upstreams of two graph versions', () => {
  it('are shared while their options are equal, and are closed with the last version', async (context) => {
    let connections = 0;
    const url = await httpUpstream(context, async (request, response) => {
      await json(request);
      response.setHeader('content-type', 'application/json').end('{"data":{}}');
    });
    const counted = await httpUpstream(context, async (request, response) => {
      await json(request);
      if (!seen.has(request.socket)) connections += 1;
      seen.add(request.socket);
      response.setHeader('content-type', 'application/json').end('{"data":{}}');
    });
    const seen = new WeakSet<object>();
    const registry = createUpstreamRegistry(undefined);
    const version = (timeoutMs: number) =>
      createUpstreams(
        {
          subgraphs: [
            upstreamOptions('shared', counted, { transport: { connections: 1 } }),
            upstreamOptions('changed', url, { transport: { timeoutMs } }),
          ],
          sources: [],
          subjectHeader: undefined,
          retryBudget: { share: 0.2, minimum: 3 },
        },
        registry,
      );
    const call = (of: ReturnType<typeof version>, name: string): Promise<unknown> =>
      of.fetchSubgraph(name, { query: '{ a }' }, requestContext());
    const one = version(1000);
    await call(one, 'shared');
    const two = version(2000);
    await one.close();
    await call(two, 'shared');
    await call(two, 'changed');
    assert.equal(connections, 1, 'its connection survives the first version');
    await two.close();
    await assert.rejects(call(two, 'shared'));
  });

  it('are waited for, if mandatory, until one of their endpoints is reached', async (context) => {
    const there = await httpUpstream(context, (_request, response) => response.end());
    const upstreams = upstreamsOf({
      subgraphs: [
        upstreamOptions('there', there, { isMandatory: true }),
        upstreamOptions('gone', await deadUpstream(), { isMandatory: true }),
        upstreamOptions('optional', await deadUpstream()),
      ],
      sources: [],
      subjectHeader: undefined,
    });
    context.after(() => upstreams.close());
    assert.deepEqual(upstreams.waitingFor(), ['there', 'gone']);
    await upstreams.probe();
    assert.deepEqual(upstreams.waitingFor(), ['gone']);
  });
});
