import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type UpstreamEvent, upstreamEvent } from '../../../shared/core/channels.ts';
import type { RequestContext } from '../../../shared/core/request-context.ts';
import { Cancellation } from '../../../shared/core/runtime/cancellation.ts';
import { deduplicate as deduplicateLayer } from '../../../shared/upstream/resilience/deduplicate.ts';
import type { UpstreamCall } from '../../../shared/upstream/upstream-call.ts';
import { UpstreamError } from '../../../shared/upstream/upstream-error.ts';
import type { DeduplicateOptions } from '../../../shared/upstream/upstream-options.ts';
import { pendingCalls, responseWith, settled, upstreamCall } from '../../support/upstream-call.ts';

function shared(test: TestContext, deduplicate: Partial<DeduplicateOptions> = {}) {
  const { send: next, calls } = pendingCalls();
  const events: UpstreamEvent['event'][] = [];
  test.after(upstreamEvent.subscribe(({ event }) => events.push(event)));
  const layer = deduplicateLayer<string>(
    { name: 'a', deduplicate: { enabled: true, credentials: false, ...deduplicate } },
    {
      subjectHeader: 'x-subject',
      read: ({ status, headers, body }) => ({ status, headers, body, content: 'read again', errorCodes: [] }),
    },
  );
  const send = layer(next);
  return { send, calls, events };
}

const headers = (more: Record<string, string>, requestId = '1'): Partial<UpstreamCall> => ({
  headers: { 'x-request-id': requestId, ...more },
});
const user = (subject: string): Partial<RequestContext> => ({ principal: { subject, claims: {} } });

/** Counts the calls of two concurrent reads. */
async function callsOf(
  test: TestContext,
  [first, second]: readonly [UpstreamCall, UpstreamCall],
  deduplicate: Partial<DeduplicateOptions> = {},
): Promise<number> {
  const { send, calls } = shared(test, deduplicate);
  const responses = [send(first), send(second)];
  const count = calls.length;
  for (const call of calls) call.resolve(responseWith(200));
  await Promise.all(responses);
  return count;
}

describe('concurrent reads', () => {
  it('share one call when they are equal, and each reads the response itself', async (test) => {
    const { send, calls, events } = shared(test);
    const responses = Array.from({ length: 3 }, (_, index) =>
      send(upstreamCall({}, headers({}, `${index}`))),
    );
    assert.equal(calls.length, 1);
    assert.equal(calls[0]?.call.headers['x-request-id'], '0');
    calls[0]?.resolve(responseWith(200));
    const contents = (await Promise.all(responses)).map(({ content }) => content);
    assert.deepEqual(contents, ['status 200', 'read again', 'read again']);
    assert.deepEqual(events, ['call shared', 'call shared']);
  });

  it('share one failure', async (test) => {
    const { send, calls } = shared(test);
    const responses = [send(upstreamCall()), send(upstreamCall())];
    calls[0]?.reject(new UpstreamError('SUBGRAPH_TIMEOUT'));
    for (const response of responses) await assert.rejects(response, { code: 'SUBGRAPH_TIMEOUT' });
  });

  it('make two calls when one starts after the other has ended', async (test) => {
    const { send, calls } = shared(test);
    for (const made of [1, 2]) {
      const response = send(upstreamCall());
      assert.equal(calls.length, made);
      calls.at(-1)?.resolve(responseWith(200));
      assert.equal((await response).content, 'status 200');
    }
  });

  const different: readonly (readonly [string, Partial<UpstreamCall>, Partial<UpstreamCall>])[] = [
    ['bodies', { body: 'a' }, { body: 'b' }],
    ['paths', { path: '/a' }, { path: '/b' }],
    ['methods', { method: 'GET' }, { method: 'POST' }],
    ['headers', headers({ 'accept-language': 'de' }), headers({ 'accept-language': 'en' })],
    ['sets of headers', headers({ a: '1' }), headers({ a: '1', b: '' })],
    ['headers that look like one', headers({ a: '1b', c: '' }), headers({ a: '1', bc: '' })],
    ['headers with line ends', headers({ a: '1\nb: 2' }), headers({ a: '1', b: '2' })],
    ['places of the same text', { path: '/a', body: 'b' }, { path: '/ab', body: '' }],
  ];
  for (const [name, first, second] of different) {
    it(`make two calls with different ${name}`, async (test) => {
      assert.equal(await callsOf(test, [upstreamCall({}, first), upstreamCall({}, second)]), 2);
    });
  }

  const credentials: readonly (readonly [string, UpstreamCall])[] = [
    ['a user', upstreamCall(user('u1'))],
    ['the header of the subject', upstreamCall({}, headers({ 'x-subject': 'u1' }))],
    ['an authorization', upstreamCall({}, headers({ authorization: 'Bearer x' }))],
    ['a cookie', upstreamCall({}, headers({ cookie: 'a=b' }))],
  ];
  for (const [name, call] of credentials) {
    it(`make two calls with ${name}, unless sharing with credentials is enabled`, async (test) => {
      assert.equal(await callsOf(test, [call, call]), 2);
      assert.equal(await callsOf(test, [call, call], { credentials: true }), 1);
      const anonymous = upstreamCall();
      assert.equal(await callsOf(test, [call, anonymous], { credentials: true }), 2);
    });
  }

  it('never share a call of two users', async (test) => {
    const calls = [upstreamCall(user('u1')), upstreamCall(user('u2'))] as const;
    assert.equal(await callsOf(test, calls, { credentials: true }), 2);
  });

  it('make two calls when they are writes, or when deduplication is disabled', async (test) => {
    const write = upstreamCall({ isWrite: true });
    assert.equal(await callsOf(test, [write, write]), 2);
    assert.equal(await callsOf(test, [write, upstreamCall()]), 2);
    assert.equal(await callsOf(test, [upstreamCall(), upstreamCall()], { enabled: false }), 2);
  });
});

describe('a request that waits for a shared call', () => {
  it('may leave, and the call continues for the others', async (test) => {
    const { send, calls } = shared(test);
    const cancellation = new Cancellation();
    const first = send(upstreamCall({ cancellation }));
    const second = send(upstreamCall());
    cancellation.cancel();
    await assert.rejects(first, { code: 'SUBGRAPH_UNAVAILABLE' });
    assert.equal(calls[0]?.call.context.cancellation.isCancelled, false);
    calls[0]?.resolve(responseWith(200));
    assert.equal((await second).status, 200);
  });

  it('cancels the call when it is the last to leave; a later request makes a new call', async (test) => {
    const { send, calls } = shared(test);
    const cancellations = [new Cancellation(), new Cancellation()];
    const gone = cancellations.map((cancellation) => send(upstreamCall({ cancellation })));
    for (const cancellation of cancellations) cancellation.cancel();
    for (const response of gone) await assert.rejects(response, { code: 'SUBGRAPH_UNAVAILABLE' });
    assert.equal(calls[0]?.call.context.cancellation.isCancelled, true);
    const later = send(upstreamCall());
    assert.equal(calls.length, 2);
    calls[0]?.reject(new UpstreamError('SUBGRAPH_UNAVAILABLE'));
    await settled();
    const joined = send(upstreamCall());
    assert.equal(calls.length, 2, 'the end of the first call does not end the second');
    calls[1]?.resolve(responseWith(200));
    assert.equal((await later).status, 200);
    assert.equal((await joined).status, 200);
  });

  it('leaves at its own deadline', async (test) => {
    const { send, calls } = shared(test);
    const first = send(upstreamCall());
    const hasty = send(upstreamCall({ deadlineMs: performance.now() + 10 }));
    await assert.rejects(hasty, { code: 'GATEWAY_TIMEOUT' });
    calls[0]?.resolve(responseWith(200));
    assert.equal((await first).status, 200);
  });

  it('makes its own call when only the deadline of the first request has passed', async (test) => {
    const { send, calls } = shared(test);
    const first = send(upstreamCall({ deadlineMs: performance.now() + 1000 }));
    const second = send(upstreamCall({ deadlineMs: performance.now() + 9000 }));
    calls[0]?.reject(new UpstreamError('GATEWAY_TIMEOUT'));
    await assert.rejects(first, { code: 'GATEWAY_TIMEOUT' });
    await settled();
    calls[1]?.resolve(responseWith(200));
    assert.equal((await second).status, 200);
    assert.equal(calls.length, 2);
  });
});
