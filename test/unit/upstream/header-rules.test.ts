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

describe('what a client sends', () => {
  const client = {
    host: 'bff.test',
    authorization: 'Bearer x',
    'accept-language': 'de',
    'x-tenant': 'a',
    'x-trace': 't',
    'x-auth-subject': 'somebody else',
    'x-deadline': '99999',
    'x-request-id': 'of the client',
    'transfer-encoding': 'chunked',
    'content-length': '5',
  };

  it('stays here without a rule', () => assert.deepEqual(forwarded([], client), {}));

  it('travels by name, under another name, or by default', () => {
    const rules = [
      { propagate: { named: 'authorization' } },
      { propagate: { named: 'x-tenant', rename: 'x-org' } },
      { propagate: { named: 'x-region', default: 'eu' } },
      { propagate: { named: 'x-missing' } },
    ];
    assert.deepEqual(forwarded(rules, client), { authorization: 'Bearer x', 'x-org': 'a', 'x-region': 'eu' });
  });

  it('travels by a pattern for the whole name, but never what is ours or of the connection', () => {
    assert.deepEqual(forwarded([{ propagate: { matching: 'x-t' } }], client), {});
    const all = forwarded([{ propagate: { matching: '.*' } }], client);
    assert.deepEqual(Object.keys(all).sort(), ['accept-language', 'authorization', 'x-tenant', 'x-trace']);
  });

  it('stays here when its connection header says so', () => {
    const hidden = { ...client, connection: 'keep-alive, X-Tenant' };
    const rules = [{ propagate: { named: 'x-tenant' } }, { propagate: { named: 'x-trace' } }];
    assert.deepEqual(forwarded(rules, hidden), { 'x-trace': 't' });
  });

  it('is added to and taken away again, in the order of the rules', () => {
    const rules = [
      { propagate: { matching: 'x-.*' } },
      { insert: { name: 'x-trace', value: 'ours' } },
      { remove: { matching: 'x-te.*' } },
      { insert: { name: 'x-tenant', value: 'b' } },
    ];
    assert.deepEqual(forwarded(rules, client), { 'x-trace': 'ours', 'x-tenant': 'b' });
  });

  it('stays here when it cannot stand in a header', () => {
    const bad = { 'x-tenant': 'a\r\nx-evil: 1', 'x-trace': 'b\u007f' };
    assert.deepEqual(forwarded([{ propagate: { matching: 'x-.*' } }], bad), {});
  });
});

describe('what upstreams answer', () => {
  type From = Record<string, string | string[]>;
  function told(rules: ResponseHeaderRule[], ...answers: From[]): Record<string, string[]> {
    const to: ResponseHeaders = new Map();
    const collect = compileResponseHeaders(rules);
    for (const answer of answers) collect?.(answer, to);
    return Object.fromEntries(to);
  }
  const answers = [
    { 'x-a': '1', 'set-cookie': ['s=1', 't=2'] },
    { 'x-a': ['2', '3'], 'set-cookie': 'u=3' },
  ];

  it('is kept from the client without a rule', () => assert.deepEqual(told([], ...answers), {}));

  for (const [merge, values] of [
    ['first', ['1']],
    ['last', ['2', '3']],
    ['append', ['1', '2', '3']],
  ] as const) {
    it(`is merged by "${merge}", and every cookie is kept`, () => {
      const rules = [{ propagate: { named: 'x-a', merge } }, { propagate: { named: 'set-cookie', merge } }];
      assert.deepEqual(told(rules, ...answers), { 'x-a': values, 'set-cookie': ['s=1', 't=2', 'u=3'] });
    });
  }

  it('never says what is for us to say', () => {
    const rules = [{ propagate: { matching: '.*', merge: 'append' } as const }];
    const names = ['cache-control', 'content-type', 'content-length', 'connection', 'x-request-id', 'vary'];
    const hostile = Object.fromEntries([...names, 'access-control-allow-origin'].map((name) => [name, 'x']));
    assert.deepEqual(told(rules, { ...hostile, 'x-b': '1' }), { 'x-b': ['1'] });
  });

  it('cannot split an answer', () => {
    const rules = [{ propagate: { matching: '.*', merge: 'append' } as const }];
    assert.deepEqual(told(rules, { 'x-a': ['a\r\nset-cookie: s=1', 'b'], 'x-b': '\u20ac' }), {
      'x-a': ['b'],
    });
  });

  it('is added to and taken away again', () => {
    const rules: ResponseHeaderRule[] = [
      { propagate: { matching: 'x-.*', merge: 'append' } },
      { insert: { name: 'x-from', value: 'upstream' } },
      { remove: { named: 'x-a' } },
    ];
    assert.deepEqual(told(rules, ...answers), { 'x-from': ['upstream'] });
  });
});

describe('requests are told apart', () => {
  const rules: RequestHeaderRule[] = [
    { propagate: { matching: 'x-.*' } },
    { propagate: { named: 'accept-language' } },
    { propagate: { named: 'authorization' } },
  ];
  const keyOf = compileSharingKey(rules);

  it('by every header that may be forwarded, in whatever order they come', () => {
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

  it('not by what stays here', () => {
    assert.equal(keyOf({ 'user-agent': 'a', 'x-request-id': '1' }), keyOf({ 'user-agent': 'b' }));
    assert.equal(compileSharingKey([])({ cookie: 's=1' }), '');
  });

  it('altogether, when they carry credentials or take a header back', () => {
    assert.equal(keyOf({ authorization: 'Bearer x' }), undefined);
    assert.equal(keyOf({ 'x-a': '1', connection: 'close, x-a' }), undefined, 'it is not passed on');
    assert.equal(keyOf({ 'x-a': '1', connection: 'close' }), keyOf({ 'x-a': '1' }));
  });
});
