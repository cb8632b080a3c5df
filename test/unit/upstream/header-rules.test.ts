import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ResponseHeaders } from '../../../shared/core/request-context.ts';
import { compileForwardHeaders } from '../../../shared/upstream/headers/forward-headers.ts';
import type { RequestHeaderRule, ResponseHeaderRule } from '../../../shared/upstream/headers/header-rules.ts';
import { compileResponseHeaders } from '../../../shared/upstream/headers/response-headers.ts';
import { compileSharingKey } from '../../../shared/upstream/resilience/deduplication-key.ts';

function forwarded(rules: RequestHeaderRule[], from: Record<string, string>): Record<string, string> {
  const to: Record<string, string> = {};
  compileForwardHeaders(rules, ['x-auth-subject', 'x-deadline'])?.(from, to);
  return to;
}

describe('a request header of a client', () => {
  const client = {
    host: 'bff.test',
    authorization: 'Bearer x',
    'accept-language': 'de',
    'x-tenant': 'a',
    'x-trace': 't',
    'x-auth-subject': 'another subject',
    'x-deadline': '99999',
    'x-request-id': 'of the client',
    'transfer-encoding': 'chunked',
    'content-length': '5',
  };

  it('is not forwarded without a rule', () => assert.deepEqual(forwarded([], client), {}));

  it('is forwarded by name, under another name, or with a default', () => {
    const rules = [
      { propagate: { named: 'authorization' } },
      { propagate: { named: 'x-tenant', rename: 'x-org' } },
      { propagate: { named: 'x-region', default: 'eu' } },
      { propagate: { named: 'x-missing' } },
    ];
    assert.deepEqual(forwarded(rules, client), { authorization: 'Bearer x', 'x-org': 'a', 'x-region': 'eu' });
  });

  it('is forwarded if a pattern matches its whole name, except reserved headers and those of the connection', () => {
    assert.deepEqual(forwarded([{ propagate: { matching: 'x-t' } }], client), {});
    const all = forwarded([{ propagate: { matching: '.*' } }], client);
    assert.deepEqual(Object.keys(all).sort(), ['accept-language', 'authorization', 'x-tenant', 'x-trace']);
  });

  it('is not forwarded when the connection header names it', () => {
    const hidden = { ...client, connection: 'keep-alive, X-Tenant' };
    const rules = [{ propagate: { named: 'x-tenant' } }, { propagate: { named: 'x-trace' } }];
    assert.deepEqual(forwarded(rules, hidden), { 'x-trace': 't' });
  });

  it('is inserted and removed in the order of the rules', () => {
    const rules = [
      { propagate: { matching: 'x-.*' } },
      { insert: { name: 'x-trace', value: 'ours' } },
      { remove: { matching: 'x-te.*' } },
      { insert: { name: 'x-tenant', value: 'b' } },
    ];
    assert.deepEqual(forwarded(rules, client), { 'x-trace': 'ours', 'x-tenant': 'b' });
  });

  it('is not forwarded when its value is not valid in a header', () => {
    const bad = { 'x-tenant': 'a\r\nx-evil: 1', 'x-trace': 'b\u007f' };
    assert.deepEqual(forwarded([{ propagate: { matching: 'x-.*' } }], bad), {});
  });
});

describe('a response header of an upstream', () => {
  type From = Record<string, string | string[]>;
  function collected(rules: ResponseHeaderRule[], ...responses: From[]): Record<string, string[]> {
    const to: ResponseHeaders = new Map();
    const collect = compileResponseHeaders(rules);
    for (const response of responses) collect?.(response, to);
    return Object.fromEntries(to);
  }
  const responses = [
    { 'x-a': '1', 'set-cookie': ['s=1', 't=2'] },
    { 'x-a': ['2', '3'], 'set-cookie': 'u=3' },
  ];

  it('is not sent to the client without a rule', () => assert.deepEqual(collected([], ...responses), {}));

  for (const [merge, values] of [
    ['first', ['1']],
    ['last', ['2', '3']],
    ['append', ['1', '2', '3']],
  ] as const) {
    it(`is merged by "${merge}", and every cookie is retained`, () => {
      const rules = [{ propagate: { named: 'x-a', merge } }, { propagate: { named: 'set-cookie', merge } }];
      assert.deepEqual(collected(rules, ...responses), {
        'x-a': values,
        'set-cookie': ['s=1', 't=2', 'u=3'],
      });
    });
  }

  it('never replaces a reserved header', () => {
    const rules = [{ propagate: { matching: '.*', merge: 'append' } as const }];
    const names = ['cache-control', 'content-type', 'content-length', 'connection', 'x-request-id', 'vary'];
    const hostile = Object.fromEntries([...names, 'access-control-allow-origin'].map((name) => [name, 'x']));
    assert.deepEqual(collected(rules, { ...hostile, 'x-b': '1' }), { 'x-b': ['1'] });
  });

  it('cannot split a response', () => {
    const rules = [{ propagate: { matching: '.*', merge: 'append' } as const }];
    assert.deepEqual(collected(rules, { 'x-a': ['a\r\nset-cookie: s=1', 'b'], 'x-b': '\u20ac' }), {
      'x-a': ['b'],
    });
  });

  it('is inserted and removed', () => {
    const rules: ResponseHeaderRule[] = [
      { propagate: { matching: 'x-.*', merge: 'append' } },
      { insert: { name: 'x-from', value: 'upstream' } },
      { remove: { named: 'x-a' } },
    ];
    assert.deepEqual(collected(rules, ...responses), { 'x-from': ['upstream'] });
  });
});

describe('the deduplication key of headers', () => {
  const rules: RequestHeaderRule[] = [
    { propagate: { matching: 'x-.*' } },
    { propagate: { named: 'accept-language' } },
    { propagate: { named: 'authorization' } },
  ];
  const keyOf = compileSharingKey(rules);

  it('contains every header that may be forwarded, in any order', () => {
    assert.equal(
      keyOf({ 'x-a': '1', 'accept-language': 'de' }),
      keyOf({ 'accept-language': 'de', 'x-a': '1' }),
    );
    const different = [
      {},
      { 'x-a': '1' },
      { 'x-a': '2' },
      { 'x-a': '1', 'x-b': '' },
      { 'accept-language': 'de' },
    ];
    assert.equal(new Set(different.map(keyOf)).size, different.length);
  });

  it('does not contain headers that are not forwarded', () => {
    assert.equal(keyOf({ 'user-agent': 'a', 'x-request-id': '1' }), keyOf({ 'user-agent': 'b' }));
    assert.equal(compileSharingKey([])({ cookie: 's=1' }), '');
  });

  it('is undefined for credentials, and when the connection header names a header', () => {
    assert.equal(keyOf({ authorization: 'Bearer x' }), undefined);
    assert.equal(keyOf({ 'x-a': '1', connection: 'close, x-a' }), undefined, 'it is not forwarded');
    assert.equal(keyOf({ 'x-a': '1', connection: 'close' }), keyOf({ 'x-a': '1' }));
  });
});
