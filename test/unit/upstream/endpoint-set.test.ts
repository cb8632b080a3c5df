import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { StartError } from '../../../shared/core/start-error.ts';
import { createEndpointSet } from '../../../shared/upstream/balancing/endpoint-set.ts';
import type { Endpoint } from '../../../shared/upstream/create-endpoint.ts';
import { EndpointList } from '../../../shared/upstream/discovery/endpoint-source.ts';
import type { EndpointOptions } from '../../../shared/upstream/upstream-options.ts';
import { endpointStub } from '../../support/endpoint-stub.ts';
import { upstreamEvents } from '../../support/upstream-events.ts';

const a = { url: 'http://a.test/x', weight: 1 };
const b = { url: 'http://b.test/', weight: 1 };

function start(
  context: TestContext,
  name: string,
  first: readonly EndpointOptions[],
  create: (options: EndpointOptions) => Endpoint<unknown> = () => endpointStub(),
) {
  const list = new EndpointList(first);
  const set = createEndpointSet<unknown>({
    name,
    source: {
      current: list.current,
      ready: Promise.resolve(),
      subscribe: (listener) => list.subscribe(listener),
      close() {},
    },
    createEndpoint: create,
    onAdded() {},
    onRemoved() {},
  });
  return { list, set, events: upstreamEvents(context, name) };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a set of endpoints', () => {
  it('follows its source, and retains remaining endpoints with their state', async (context) => {
    const { list, set, events } = start(context, 'set-follows', [a]);
    const [retained] = set.members;
    list.replace([{ ...a, weight: 5, priority: 1 }, b]);
    assert.equal(set.members[0], retained);
    assert.deepEqual([retained?.weight, retained?.priority], [5, 1]);
    assert.deepEqual(
      set.tiers.map((tier) => tier.map(({ shownUrl }) => shownUrl)),
      [['http://b.test/'], ['http://a.test/x']],
    );
    list.replace([b]);
    assert.equal(set.members.length, 1);
    assert.deepEqual(events.all, [
      { upstream: 'set-follows', event: 'endpoint added', endpoint: 'http://b.test/' },
      { upstream: 'set-follows', event: 'endpoint removed', endpoint: 'http://a.test/x' },
    ]);
  });

  it('closes a removed endpoint when its last call has ended', async (context) => {
    let onDrained = (): void => {};
    let isClosed = false;
    const draining = endpointStub({
      drain: () => new Promise((resolve) => (onDrained = resolve)),
      close: async () => {
        isClosed = true;
      },
    });
    const { list, set } = start(context, 'set-drains', [a], ({ url }) =>
      url === a.url ? draining : endpointStub(),
    );
    list.replace([b]);
    await settle();
    assert.deepEqual(
      set.members.map(({ shownUrl }) => shownUrl),
      ['http://b.test/'],
    );
    assert.equal(isClosed, false);
    onDrained();
    await settle();
    assert.equal(isClosed, true);
  });

  it('closes draining endpoints when it is closed', async (context) => {
    let closed = 0;
    const { list, set } = start(context, 'set-closes', [a], () =>
      endpointStub({
        drain: () => new Promise(() => {}),
        close: async () => {
          closed += 1;
        },
      }),
    );
    list.replace([b]);
    await set.close();
    assert.equal(closed, 2);
  });

  it('skips an endpoint that cannot be created', (context) => {
    const { list, set, events } = start(context, 'set-refuses', [a], ({ url }) => {
      if (url === b.url) throw new StartError({ file: 'ca.pem', message: 'the file does not exist' });
      return endpointStub();
    });
    list.replace([a, b]);
    assert.equal(set.members.length, 1);
    assert.deepEqual(events.all, [
      {
        upstream: 'set-refuses',
        event: 'discovery failed',
        reason: 'ca.pem: the file does not exist',
      },
    ]);
  });

  it('shows the IP address in place of a name that has several, and no query or credentials', (context) => {
    const { set } = start(context, 'set-shows', [
      { url: 'http://shop.test:4001/graphql?key=secret', weight: 1, address: '10.0.0.1' },
      { url: 'http://shop.test/graphql', weight: 1, address: 'fd00::1' },
      { url: 'http://me:secret@shop.test/graphql', weight: 1 },
    ]);
    assert.deepEqual(
      set.members.map(({ shownUrl }) => shownUrl),
      ['http://10.0.0.1:4001/graphql', 'http://[fd00::1]/graphql', 'http://shop.test/graphql'],
    );
  });
});
