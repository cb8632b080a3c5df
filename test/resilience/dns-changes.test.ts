import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import type { Upstream } from '../../shared/upstream/create-upstream.ts';
import { type DnsServer, dnsServer } from '../support/dns-server.ts';
import { respondWell, startUpstream } from '../support/several-endpoints.ts';
import { upstreamCall } from '../support/upstream-call.ts';
import { upstreamEvents } from '../support/upstream-events.ts';
import { upstreamOptions } from '../support/upstream-options.ts';

const skip = process.platform === 'linux' ? false : 'the loopback device has only one address on this system';
const name = 'shop.test';

interface Place {
  readonly port: number;
  readonly hosts: (string | undefined)[];
}

/** A server at an address of the loopback device. */
async function serveAt(
  context: TestContext,
  address: string,
  port = 0,
  listener: RequestListener = respondWell,
): Promise<Place> {
  const hosts: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    hosts.push(request.headers.host);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  context.after(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const bound = server.address();
  if (typeof bound !== 'object' || bound === null) throw new TypeError('it has a port');
  return { port: bound.port, hosts };
}

function upstreamAt(
  context: TestContext,
  url: string,
  { resolver }: DnsServer,
  dns: 'a' | 'srv' = 'a',
): Upstream<unknown> {
  const options = upstreamOptions('shop', url, {
    retry: { attempts: 0 },
    deduplicate: { enabled: false },
    discovery: { dns, file: undefined, refreshMs: 20 },
  });
  return startUpstream(context, options, { resolver });
}

describe('F27 DNS fails, is slow or changes', { skip }, () => {
  for (const mode of ['fails', 'silent'] as const) {
    it(`F27 the old address is used while DNS is ${mode === 'fails' ? 'failing' : 'silent'}`, async (context) => {
      const dns = await dnsServer(context);
      const events = upstreamEvents(context, 'shop');
      const { port, hosts } = await serveAt(context, '127.0.0.1');
      dns.addresses.set(name, ['127.0.0.1']);
      const upstream = upstreamAt(context, `http://${name}:${port}/graphql`, dns);
      assert.equal((await upstream.send(upstreamCall())).status, 200);
      dns.mode = mode;
      await events.until('discovery failed', 3);
      assert.equal((await upstream.send(upstreamCall())).status, 200);
      assert.equal(events.of('endpoint removed').length, 0);
      assert.deepEqual(hosts, [`${name}:${port}`, `${name}:${port}`]);
    });
  }

  it('F27 calls follow the name to another address, and those in flight finish on the old one', async (context) => {
    const dns = await dnsServer(context);
    const events = upstreamEvents(context, 'shop');
    let respondLate = (): void => {};
    let onArrival = (): void => {};
    const arrived = new Promise<void>((resolve) => (onArrival = resolve));
    const { port } = await serveAt(context, '127.0.0.1', 0, (request, response) => {
      respondLate = () => respondWell(request, response);
      onArrival();
    });
    dns.addresses.set(name, ['127.0.0.1']);
    const upstream = upstreamAt(context, `http://${name}:${port}/graphql`, dns);
    const late = upstream.send(upstreamCall());
    await arrived;
    const { hosts } = await serveAt(context, '127.0.0.2', port);
    dns.addresses.set(name, ['127.0.0.2']);
    await events.until('endpoint removed');
    assert.equal((await upstream.send(upstreamCall())).status, 200);
    assert.deepEqual(hosts, [`${name}:${port}`]);
    respondLate();
    assert.equal((await late).status, 200);
    assert.deepEqual(
      events.all.map((event) => ('endpoint' in event ? [event.event, event.endpoint] : [event.event])),
      [
        ['endpoint added', `http://127.0.0.1:${port}/graphql`],
        ['endpoint added', `http://127.0.0.2:${port}/graphql`],
        ['endpoint removed', `http://127.0.0.1:${port}/graphql`],
      ],
    );
  });

  it('F27 a name that does not resolve at startup makes its upstream unavailable until it does', async (context) => {
    const dns = await dnsServer(context);
    const events = upstreamEvents(context, 'shop');
    const { port } = await serveAt(context, '127.0.0.1');
    const upstream = upstreamAt(context, `http://${name}:${port}/graphql`, dns);
    await assert.rejects(upstream.send(upstreamCall()), { code: 'SUBGRAPH_UNAVAILABLE' });
    await upstream.probe();
    assert.equal(upstream.reached, false);
    dns.addresses.set(name, ['127.0.0.1']);
    await events.until('endpoint added');
    assert.equal((await upstream.send(upstreamCall())).status, 200);
    assert.equal(upstream.reached, true);
  });

  it('F27 a call before the first DNS response waits for it', async (context) => {
    const dns = await dnsServer(context);
    const { port } = await serveAt(context, '127.0.0.1');
    dns.addresses.set(name, ['127.0.0.1']);
    const upstream = upstreamAt(context, `http://${name}:${port}/graphql`, dns);
    assert.deepEqual(upstream.status().endpoints, []);
    assert.equal((await upstream.send(upstreamCall())).status, 200);
  });

  it('F27 SRV records are followed to other ports', async (context) => {
    const dns = await dnsServer(context);
    const events = upstreamEvents(context, 'shop');
    const first = await serveAt(context, '127.0.0.1');
    const second = await serveAt(context, '127.0.0.1');
    const record = { name: 'one.shop.test', weight: 1, priority: 0 };
    dns.addresses.set('one.shop.test', ['127.0.0.1']);
    dns.services.set('_http._tcp.shop.test', [{ ...record, port: first.port }]);
    const upstream = upstreamAt(context, 'http://_http._tcp.shop.test/graphql', dns, 'srv');
    assert.equal((await upstream.send(upstreamCall())).status, 200);
    dns.services.set('_http._tcp.shop.test', [{ ...record, port: second.port }]);
    await events.until('endpoint removed');
    assert.equal((await upstream.send(upstreamCall())).status, 200);
    assert.deepEqual(first.hosts, [`one.shop.test:${first.port}`]);
    assert.deepEqual(second.hosts, [`one.shop.test:${second.port}`]);
  });
});
