import assert from 'node:assert/strict';
import type { SrvRecord } from 'node:dns';
import { describe, it, type TestContext } from 'node:test';
import { createDnsEndpoints } from '../../../shared/upstream/discovery/dns-endpoints.ts';
import type { EndpointSource } from '../../../shared/upstream/discovery/endpoint-source.ts';
import type { EndpointOptions } from '../../../shared/upstream/upstream-options.ts';
import { upstreamEvents } from '../../support/upstream-events.ts';

type Outcome<Item> = readonly Item[] | string;

/** A resolver that returns records or fails with a code. */
class ScriptedResolver {
  readonly four = new Map<string, Outcome<string>>();
  readonly six = new Map<string, Outcome<string>>();
  readonly services = new Map<string, Outcome<SrvRecord>>();

  resolve4(host: string): Promise<string[]> {
    return outcomeOf(this.four.get(host));
  }
  resolve6(host: string): Promise<string[]> {
    return outcomeOf(this.six.get(host));
  }
  resolveSrv(host: string): Promise<SrvRecord[]> {
    return outcomeOf(this.services.get(host));
  }
  cancel(): void {}
}

async function outcomeOf<Item>(records: Outcome<Item> = 'ENOTFOUND'): Promise<Item[]> {
  if (typeof records === 'string') throw Object.assign(new Error(records), { code: records });
  return [...records];
}

function start(
  context: TestContext,
  resolver: ScriptedResolver,
  { kind = 'a', url = 'https://shop.test:4001/graphql?a=b', name = 'dns' } = {},
) {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const source = createDnsEndpoints({
    name,
    endpoints: [{ url, weight: 2 }],
    kind: kind === 'srv' ? 'srv' : 'a',
    refreshMs: 30_000,
    resolver,
    random: () => 0,
  });
  context.after(() => source.close());
  return source;
}

/** Waits for a refresh in progress: the resolver needs only microtasks. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function refreshed(context: TestContext, source: EndpointSource): Promise<readonly EndpointOptions[]> {
  context.mock.timers.tick(30_000);
  await settle();
  return source.current;
}

const at = (address: string) => ({ url: 'https://shop.test:4001/graphql?a=b', weight: 2, address });

describe('endpoints from DNS', () => {
  it('are the addresses of the name, in any order', async (context) => {
    const resolver = new ScriptedResolver();
    resolver.four.set('shop.test', ['10.0.0.2', '10.0.0.1']);
    const source = start(context, resolver);
    await source.ready;
    assert.deepEqual(source.current, [at('10.0.0.1'), at('10.0.0.2')]);
    const lists: unknown[] = [];
    source.subscribe((list) => lists.push(list));
    resolver.four.set('shop.test', ['10.0.0.1', '10.0.0.2']);
    await refreshed(context, source);
    assert.deepEqual(lists, []);
  });

  it('are IPv6 addresses when there are no IPv4 addresses', async (context) => {
    const resolver = new ScriptedResolver();
    resolver.four.set('shop.test', 'ENODATA');
    resolver.six.set('shop.test', ['fd00::1']);
    const source = start(context, resolver);
    await source.ready;
    assert.deepEqual(source.current, [at('fd00::1')]);
  });

  it('change with the records of the name', async (context) => {
    const resolver = new ScriptedResolver();
    resolver.four.set('shop.test', ['10.0.0.1']);
    const source = start(context, resolver);
    await source.ready;
    resolver.four.set('shop.test', ['10.0.0.7']);
    assert.deepEqual(await refreshed(context, source), [at('10.0.0.7')]);
  });

  it('remain when DNS fails, is empty or is invalid, which is reported', async (context) => {
    const events = upstreamEvents(context, 'dns-fails');
    const resolver = new ScriptedResolver();
    resolver.four.set('shop.test', ['10.0.0.1']);
    const source = start(context, resolver, { name: 'dns-fails' });
    await source.ready;
    for (const failure of ['ESERVFAIL', 'ETIMEOUT', 'ENOTFOUND', []]) {
      resolver.four.set('shop.test', failure);
      assert.deepEqual(await refreshed(context, source), [at('10.0.0.1')]);
    }
    assert.deepEqual(
      events.of('discovery failed').map(({ reason }) => reason),
      [
        'DNS has no address for shop.test (ESERVFAIL)',
        'DNS has no address for shop.test (ETIMEOUT)',
        'DNS has no address for shop.test (ENOTFOUND)',
        'DNS has no address for shop.test (ENOTFOUND)',
      ],
    );
  });

  it('are queried sooner while none is known', async (context) => {
    const resolver = new ScriptedResolver();
    const source = start(context, resolver);
    await source.ready;
    assert.deepEqual(source.current, []);
    resolver.four.set('shop.test', ['10.0.0.1']);
    context.mock.timers.tick(2000);
    await settle();
    assert.deepEqual(source.current, [at('10.0.0.1')]);
  });

  it('are the host itself when it is an IP address', async (context) => {
    const source = start(context, new ScriptedResolver(), { url: 'http://[::1]:4001/' });
    await source.ready;
    assert.deepEqual(source.current, [{ url: 'http://[::1]:4001/', weight: 2, address: '::1' }]);
  });

  it('have the ports, weights and priorities of SRV records', async (context) => {
    const resolver = new ScriptedResolver();
    resolver.services.set('_http._tcp.shop.test', [
      { name: 'a.shop.test', port: 81, weight: 10, priority: 1 },
      { name: 'b.shop.test', port: 82, weight: 0, priority: 2 },
      { name: '', port: 0, weight: 0, priority: 0 },
    ]);
    resolver.four.set('a.shop.test', ['10.0.0.1', '10.0.0.2']);
    resolver.four.set('b.shop.test', ['10.0.0.3']);
    const source = start(context, resolver, { kind: 'srv', url: 'http://_http._tcp.shop.test/graphql' });
    await source.ready;
    assert.deepEqual(source.current, [
      { url: 'http://a.shop.test:81/graphql', weight: 20, priority: 1, address: '10.0.0.1' },
      { url: 'http://a.shop.test:81/graphql', weight: 20, priority: 1, address: '10.0.0.2' },
      { url: 'http://b.shop.test:82/graphql', weight: 0.02, priority: 2, address: '10.0.0.3' },
    ]);
  });

  it('remain when SRV, or the address of one target, fails', async (context) => {
    const resolver = new ScriptedResolver();
    const record = { name: 'a.shop.test', port: 81, weight: 0, priority: 0 };
    resolver.services.set('srv.test', [record, { ...record, name: 'b.shop.test' }]);
    resolver.four.set('a.shop.test', ['10.0.0.1']);
    resolver.four.set('b.shop.test', ['10.0.0.2']);
    const source = start(context, resolver, { kind: 'srv', url: 'http://srv.test/' });
    await source.ready;
    const before = source.current;
    assert.equal(before.length, 2);
    resolver.four.set('a.shop.test', 'ETIMEOUT');
    assert.deepEqual(await refreshed(context, source), before);
    resolver.services.set('srv.test', 'ESERVFAIL');
    assert.deepEqual(await refreshed(context, source), before);
  });

  it('never have an invalid host name from the name server', async (context) => {
    const events = upstreamEvents(context, 'dns-hostile');
    const resolver = new ScriptedResolver();
    const names = ['a b', 'user@evil.test', 'evil.test/path', 'evil.test#'];
    resolver.services.set(
      'srv.test',
      names.map((name) => ({ name, port: 81, weight: 0, priority: 0 })),
    );
    for (const name of names) resolver.four.set(name, ['10.0.0.1']);
    const source = start(context, resolver, { kind: 'srv', url: 'http://srv.test/', name: 'dns-hostile' });
    await source.ready;
    assert.deepEqual(source.current, []);
    assert.deepEqual(
      events.of('discovery failed').map(({ reason }) => reason),
      names.map((name) => `DNS returned ${JSON.stringify(name)} for srv.test, which is not a host name`),
    );
  });

  it('are limited to 1000', async (context) => {
    const resolver = new ScriptedResolver();
    resolver.four.set(
      'shop.test',
      Array.from({ length: 1200 }, (_, index) => `10.0.${index >> 8}.${index & 255}`),
    );
    const source = start(context, resolver);
    await source.ready;
    assert.equal(source.current.length, 1000);
  });
});
