import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { type KeySetEvent, keySetEvent } from '../../shared/core/channels.ts';
import { type ErrorCode, FrontageError } from '../../shared/core/errors.ts';
import { createAuthenticator } from '../../shared/policy/create-authenticator.ts';
import { createKeySet, type FetchedKeySet } from '../../shared/policy/key-set/create-key-set.ts';
import { createKeySetRegistry } from '../../shared/policy/key-set/key-set-registry.ts';
import {
  audience,
  issuer,
  type KeyProvider,
  keyProvider,
  type ProviderKey,
  providerKey,
} from '../support/key-provider.ts';
import { keySetOptions } from '../support/key-set-options.ts';
import { manualClock } from '../support/manual-clock.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const refusesAll: RequestListener = (_request, response) => void response.writeHead(500).end();
const known = await providerKey('k1');

/** The key set of a provider, with a clock that does not advance. */
async function keysOf(context: TestContext, provider: KeyProvider, earlier?: FetchedKeySet) {
  const clock = manualClock();
  const keySet = createKeySet({ ...keySetOptions, url: provider.url }, earlier, clock);
  context.after(() => keySet.close());
  await keySet.settled;
  const policy = createAuthenticator(
    { issuer, audience, algorithms: ['ES256'], clockToleranceMs: 30_000 },
    keySet,
  );
  return {
    clock,
    keySet,
    /** The code of the refusal; undefined if the token is accepted. */
    async verify(token: string): Promise<ErrorCode | undefined> {
      try {
        await policy.authenticate({ authorization: `Bearer ${token}` }, 'r1');
        return undefined;
      } catch (error) {
        if (error instanceof FrontageError) return error.code;
        throw error;
      }
    },
  };
}

/** Resolves when the provider has been called this often and its response has been applied. */
async function requested(provider: KeyProvider, times: number, clock: { nextInMs(): number | undefined }) {
  while (provider.hits() < times || clock.nextInMs() === undefined)
    await new Promise((resolve) => setTimeout(resolve, 2));
  assert.equal(provider.hits(), times);
}

function eventsOf(context: TestContext): KeySetEvent[] {
  const events: KeySetEvent[] = [];
  context.after(keySetEvent.subscribe((event) => events.push(event)));
  return events;
}

const badResponses: Readonly<Record<string, RequestListener>> = {
  'an empty set': (_request, response) => void response.end('{"keys":[]}'),
  'no set': (_request, response) => void response.end('{}'),
  HTML: (_request, response) => void response.end('<html>busy</html>'),
  nothing: (_request, response) => void response.end(),
  'an HTTP error': refusesAll,
  'a redirect': (_request, response) => void response.writeHead(302, { location: '/elsewhere' }).end(),
  'a set that is too large': (_request, response) =>
    void response.end(JSON.stringify({ keys: [known.jwk], filler: 'x'.repeat(300_000) })),
  'an endless body': (_request, response) => {
    const timer = setInterval(() => response.write('x'.repeat(65_536)), 1);
    response.once('close', () => clearInterval(timer));
  },
  'a compressed body': (_request, response) =>
    void response.writeHead(200, { 'content-encoding': 'br' }).end('x'),
  'a reset': (request) => void request.socket.resetAndDestroy(),
  'a symmetric key': (_request, response) =>
    void response.end(JSON.stringify({ keys: [{ kty: 'oct', k: 'AAAA', kid: 'k1' }] })),
  'deep nesting': (_request, response) => void response.end('['.repeat(200_000)),
};

describe('the keys of an identity provider', () => {
  for (const [name, respond] of Object.entries(badResponses)) {
    it(`stored keys are not replaced by ${name}`, async (context) => {
      const provider = await keyProvider(context, [known]);
      const { clock, verify, keySet } = await keysOf(context, provider);
      const events = eventsOf(context);
      provider.respond = respond;
      clock.advance(5 * minuteMs);
      await requested(provider, 2, clock);
      assert.equal(await verify(await known.sign()), undefined);
      assert.equal(events.length, 1);
      assert.equal(events[0]?.event, 'failed');
      assert.notEqual(keySet.status().lastError, undefined);
      provider.respond = undefined;
      assert.equal(clock.nextInMs(), 30_000, 'the fetch is repeated after the cooldown');
      clock.advance(30_000);
      await requested(provider, 3, clock);
      assert.equal(keySet.status().lastError, undefined);
    });
  }

  it('stored keys are used for 24 hours after the last good response, and then no longer', async (context) => {
    const provider = await keyProvider(context, [known]);
    const { clock, verify } = await keysOf(context, provider);
    const token = await known.sign();
    provider.respond = (request) => request.socket.destroy();
    let hits = 1;
    for (const ms of [5 * minuteMs, 6 * minuteMs, 23 * hourMs]) {
      clock.advance(ms);
      hits += 1;
      await requested(provider, hits, clock);
      assert.equal(await verify(token), undefined);
    }
    assert.equal(provider.hits(), hits, 'no request triggers a fetch');
    clock.advance(hourMs);
    await requested(provider, hits + 1, clock);
    assert.equal(await verify(token), 'AUTH_UNAVAILABLE');
    provider.respond = undefined;
    clock.advance(30_000);
    await requested(provider, hits + 2, clock);
    assert.equal(await verify(token), undefined);
  });

  it('no request waits for a fetch that hangs if keys are stored', async (context) => {
    const provider = await keyProvider(context, [known]);
    const { clock, verify } = await keysOf(context, provider);
    provider.respond = () => {};
    clock.advance(5 * minuteMs);
    while (provider.hits() < 2) await new Promise((resolve) => setTimeout(resolve, 2));
    assert.equal(await verify(await known.sign()), undefined);
  });

  it('tokens wait for the first key set: none is judged without it', async (context) => {
    const provider = await keyProvider(context, [known]);
    provider.respond = refusesAll;
    const { clock, verify, keySet } = await keysOf(context, provider);
    const token = await known.sign();
    const delays: (number | undefined)[] = [];
    for (let times = 1; times <= 7; times += 1) {
      await requested(provider, times, clock);
      for (let repeat = 0; repeat < 20; repeat += 1) assert.equal(await verify(token), 'AUTH_UNAVAILABLE');
      assert.equal(keySet.isReady(), false);
      delays.push(clock.nextInMs());
      clock.advance(clock.nextInMs() ?? 0);
    }
    assert.deepEqual(delays, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    await requested(provider, 8, clock);
    provider.respond = undefined;
    clock.advance(30_000);
    await requested(provider, 9, clock);
    assert.equal(keySet.isReady(), true);
    assert.equal(await verify(token), undefined);
  });

  it('the keys are fetched once for all requests that arrive before the first response', async (context) => {
    const provider = await keyProvider(context, [known]);
    const keySet = createKeySet({ ...keySetOptions, url: provider.url });
    context.after(() => keySet.close());
    const policy = createAuthenticator(
      { issuer, audience, algorithms: ['ES256'], clockToleranceMs: 30_000 },
      keySet,
    );
    const authorization = `Bearer ${await known.sign()}`;
    const all = Array.from({ length: 50 }, (_, index) => policy.authenticate({ authorization }, `r${index}`));
    for (const principal of await Promise.all(all)) assert.equal(principal?.subject, 'user-1');
    assert.equal(provider.hits(), 1);
  });
});

describe('a token with an unknown key', () => {
  let next: ProviderKey;

  it('a token with a rotated key is accepted at its first use, and one with the old key until it is removed', async (context) => {
    next = await providerKey('k2');
    const provider = await keyProvider(context, [known]);
    const { verify } = await keysOf(context, provider);
    provider.keys = [known, next];
    const token = await next.sign();
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => verify(token)));
    assert.deepEqual(new Set(verdicts), new Set([undefined]));
    assert.equal(provider.hits(), 2);
    assert.equal(await verify(await known.sign()), undefined);
    provider.keys = [next];
    const third = await providerKey('k3');
    assert.equal(await verify(await third.sign()), 'INVALID_TOKEN');
    assert.equal(await verify(await known.sign()), 'INVALID_TOKEN');
  });

  it('tokens with unknown keys cause two fetches within the cooldown, whatever their number', async (context) => {
    const provider = await keyProvider(context, [known]);
    const { clock, verify } = await keysOf(context, provider);
    const other = await providerKey('x');
    for (let round = 1; round <= 3; round += 1) {
      for (let index = 0; index < 100; index += 1)
        assert.equal(await verify(await other.sign({}, { kid: `${round}-${index}` })), 'INVALID_TOKEN');
      assert.equal(provider.hits(), 1 + 2 * round);
      clock.advance(30_000);
    }
  });

  it('tokens with unknown keys cause one fetch within the cooldown if the provider fails', async (context) => {
    const provider = await keyProvider(context, [known]);
    const { clock, verify } = await keysOf(context, provider);
    provider.respond = refusesAll;
    const other = await providerKey('x');
    for (let index = 0; index < 100; index += 1)
      assert.equal(await verify(await other.sign({}, { kid: `${index}` })), 'INVALID_TOKEN');
    assert.equal(provider.hits(), 2);
    assert.equal(clock.nextInMs(), 30_000);
    assert.equal(await verify(await known.sign()), undefined);
  });

  it('a token causes no fetch if its kid is not a string, or is known with another algorithm', async (context) => {
    const provider = await keyProvider(context, [known]);
    const { verify } = await keysOf(context, provider);
    const rsa = await providerKey('k1', 'RS256');
    assert.equal(await verify(await rsa.sign()), 'INVALID_TOKEN');
    const [, payload, signature] = (await known.sign()).split('.');
    for (const kid of [null, 1, {}, ['k1']]) {
      const header = Buffer.from(JSON.stringify({ alg: 'ES256', kid })).toString('base64url');
      assert.equal(await verify(`${header}.${payload}.${signature}`), 'INVALID_TOKEN');
    }
    assert.equal(provider.hits(), 1);
  });
});

describe('a reload of the settings', () => {
  it('a reload retains the key set of equal settings, and the keys of the same URL under changed settings', async (context) => {
    const provider = await keyProvider(context, [known]);
    const registry = createKeySetRegistry(manualClock());
    context.after(() => registry.close());
    const options = { ...keySetOptions, url: provider.url };
    const first = registry.open(options);
    await first.settled;
    const second = registry.open({ ...options });
    await first.close();
    await second.settled;
    assert.equal(second.isReady(), true);
    assert.equal(provider.hits(), 1);
    provider.respond = refusesAll;
    const third = registry.open({ ...options, refreshMs: minuteMs });
    await second.close();
    await third.settled;
    assert.equal(third.isReady(), true);
    const elsewhere = registry.open({ ...options, url: `${provider.url}/other` });
    await elsewhere.settled;
    assert.equal(elsewhere.isReady(), false);
    await third.close();
    await elsewhere.close();
  });
});
